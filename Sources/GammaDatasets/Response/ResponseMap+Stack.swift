import GammaCore
import GammaMaps

extension ResponseMap {
    /// The same response with zeros, on another image.
    func emptied(on image: WCSGeometry?) throws -> ResponseMap {
        let pixels = image?.pixelCount ?? 1
        return try ResponseMap(
            image: image, energyTrue: energyTrue, axis: axis,
            exposure: Array(repeating: 0, count: energyTrue.binCount * pixels))
    }

    /// The pixels that another response has in common with this one.
    /// - Throws: ``Fault/Code/incompatible`` when pixels do not coincide.
    func stackWindow(_ other: ResponseMap) throws -> StackWindow {
        switch (image, other.image) {
        case (nil, nil): return StackWindow()
        case (let mine?, let theirs?):
            if let window = StackWindow(of: theirs, in: mine) { return window }
        default: break
        }
        throw Fault(
            .incompatible, "the pixels of the responses (axis '\(axis.name)') do not coincide",
            hint: "stack only datasets on cut-outs of one image, which cuts their responses, too")
    }

    /// Whether the exposure by which it is weighted is known.
    private var hasExposure: Bool { exposure?.contains { $0 > 0 } ?? false }

    /// - Throws: ``Fault/Code/incompatible`` when axes differ or there is nothing to weight with.
    func checkStackable(_ other: ResponseMap, _ kind: String, _ names: String) throws {
        guard axis == other.axis, energyTrue == other.energyTrue else {
            throw Fault(
                .incompatible, "the \(kind) of datasets \(names) have different axes",
                hint: "reduce all runs with the same axes")
        }
        guard (hasExposure && other.hasExposure) || !values.contains(where: { $0 != 0 }) else {
            throw Fault(
                .incompatible, "the \(kind) of datasets \(names) cannot be averaged: an exposure is not known",
                hint: "fit the datasets jointly instead of stacking them")
        }
    }

    /// Makes this response the mean of both, weighted with their exposures.
    ///
    /// - Parameter weights: safe pixels of the other one, (y, x) or (axis, y, x). Values are set to zero outside; an exposure
    ///   counts where any bin of the axis is safe. So the mean of a kernel lacks what a threshold cuts away.
    mutating func stack(_ other: ResponseMap, weights: [Bool], _ window: StackWindow) {
        // Without known exposure the first response is taken as it is.
        let isCopy = !other.hasExposure
        let theirs = isCopy ? Array(repeating: 1, count: other.exposureCount) : other.exposure ?? []
        let old = exposure ?? Array(repeating: 0, count: exposureCount)
        var new = old
        window.add(theirs, where: weights.anyPlane(other.pixelCount), into: &new)
        let mean = WeightedMean(
            window: window, bins: axis.binCount, pixels: pixelCount, otherPixels: other.pixelCount, exposure: theirs,
            old: old, new: new)
        mean.add(other.values, weights, to: &values)
        exposure = isCopy ? other.exposure == nil ? nil : old : new
    }

    private var exposureCount: Int { energyTrue.binCount * pixelCount }
}

/// The loop over the elements of two responses.
private struct WeightedMean {
    let window: StackWindow
    /// Bins of the axis of the response.
    let bins: Int
    let pixels: Int
    let otherPixels: Int
    /// The parts of the means that the values so far and the other ones make up (true energy, y, x).
    private let share: [Double]
    private let otherShare: [Double]

    /// - Parameters:
    ///   - exposure: that of the other response.
    ///   - old: exposure before, and `new` with that of the other one where any of its bins counts.
    init(
        window: StackWindow, bins: Int, pixels: Int, otherPixels: Int, exposure: [Double], old: [Double], new: [Double]
    ) {
        self.window = window
        self.bins = bins
        self.pixels = pixels
        self.otherPixels = otherPixels
        share = zip(old, new).map { $1 > 0 ? $0 / $1 : 0 }
        var otherShare = [Double](repeating: 0, count: exposure.count)
        window.forEachRow(planes: exposure.count / otherPixels) { target, source, _, count in
            for index in 0..<count where new[target + index] > 0 {
                otherShare[source + index] = exposure[source + index] / new[target + index]
            }
        }
        self.otherShare = otherShare
    }

    /// values = values · share + other · its share where weights are set, zero where nothing has any exposure.
    func add(_ other: [Double], _ weights: [Bool], to values: inout [Double]) {
        values.withUnsafeMutableBufferPointer { values in
            other.withUnsafeBufferPointer { other in
                weights.withUnsafeBufferPointer { weights in
                    share.withUnsafeBufferPointer { share in
                        otherShare.withUnsafeBufferPointer { otherShare in
                            loop(values, other, weights, share, otherShare)
                        }
                    }
                }
            }
        }
    }

    private func loop(
        _ values: UnsafeMutableBufferPointer<Double>, _ other: UnsafeBufferPointer<Double>,
        _ weights: UnsafeBufferPointer<Bool>, _ share: UnsafeBufferPointer<Double>,
        _ otherShare: UnsafeBufferPointer<Double>
    ) {
        let hasBins = weights.count > otherPixels
        window.forEachRow(planes: other.count / otherPixels) { target, source, inPlane, count in
            let (plane, energy) = (source / otherPixels, source / otherPixels / bins)
            let mine = energy * pixels + target % pixels
            let theirs = energy * otherPixels + inPlane
            let flags = hasBins ? plane % bins * otherPixels + inPlane : inPlane
            for index in 0..<count {
                let term = other[source &+ index] * otherShare[theirs &+ index]
                let mean = values[target &+ index] * share[mine &+ index]
                let isAdded = weights[flags &+ index] && term.isFinite
                values[target &+ index] = (share[mine &+ index] > 0 ? mean : 0) + (isAdded ? term : 0)
            }
        }
    }
}
