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
            window: window, bins: axis.binCount, planes: energyTrue.binCount * axis.binCount, pixels: pixelCount,
            otherPixels: other.pixelCount)
        mean.add(other.values, theirs, weights, to: &values, old: old, new: new)
        exposure = isCopy ? other.exposure == nil ? nil : old : new
    }

    private var exposureCount: Int { energyTrue.binCount * pixelCount }
}

/// The loop over the elements of two responses.
private struct WeightedMean {
    let window: StackWindow
    /// Bins of the axis of the response.
    let bins: Int
    /// True energies times bins.
    let planes: Int
    let pixels: Int
    let otherPixels: Int

    /// values = (values · old + other · exposure · weight) / new, zero where nothing has any exposure.
    func add(
        _ other: [Double], _ exposure: [Double], _ weights: [Bool], to values: inout [Double], old: [Double],
        new: [Double]
    ) {
        values.withUnsafeMutableBufferPointer { values in
            other.withUnsafeBufferPointer { other in
                exposure.withUnsafeBufferPointer { exposure in
                    weights.withUnsafeBufferPointer { weights in
                        old.withUnsafeBufferPointer { old in
                            new.withUnsafeBufferPointer { new in
                                loop(values, other, exposure, weights, old, new)
                            }
                        }
                    }
                }
            }
        }
    }

    private func loop(
        _ values: UnsafeMutableBufferPointer<Double>, _ other: UnsafeBufferPointer<Double>,
        _ exposure: UnsafeBufferPointer<Double>, _ weights: UnsafeBufferPointer<Bool>,
        _ old: UnsafeBufferPointer<Double>, _ new: UnsafeBufferPointer<Double>
    ) {
        let hasBins = weights.count > otherPixels
        window.forEachRow(planes: planes) { target, source, inPlane, count in
            let (plane, energy) = (source / otherPixels, source / otherPixels / bins)
            let mine = energy * pixels + target % pixels
            let theirs = energy * otherPixels + inPlane
            let flags = hasBins ? plane % bins * otherPixels + inPlane : inPlane
            for index in 0..<count {
                let term = weights[flags &+ index] ? other[source &+ index] * exposure[theirs &+ index] : 0
                let sum = values[target &+ index] * old[mine &+ index] + (term.isFinite ? term : 0)
                values[target &+ index] = new[mine &+ index] > 0 ? sum / new[mine &+ index] : 0
            }
        }
    }
}
