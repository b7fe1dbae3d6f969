import GammaCore
import GammaIO
import GammaMaps

import struct GammaCore.Unit

extension ResponseMap {
    /// Reads the response in the HDUs `name` and `name_BANDS`, and its exposure in `name_EXPOSURE` if there is one.
    ///
    /// Images on the sky and tables of one region (Fermi-LAT files, `image` is nil) are understood.
    /// - Parameters:
    ///   - name: `PSF` or `EDISP`, another name, or the number of the HDU from 1.
    ///   - unit: unit of the values.
    /// - Throws: faults that name the file and HDU.
    init(reader: FITSReader, name: String, unit: Unit) throws {
        let origin = Origin(file: reader.path, hdu: name)
        do {
            let index = try reader.index(of: name)
            let response = try MapContent(reader: reader, index: index, unit: unit)
            guard response.axes.count == 2, Self.isEnergy(response.axes[1], of: response.axes[0]) else {
                throw Fault(
                    .incompatible,
                    "a response needs two axes, the second one 'energy_true' (for 'rad' also 'energy'), not "
                        + "\(response.axes.map(\.name))", at: reader.hdus[index].origin)
            }
            var exposure: MapContent?
            if let index = reader.optionalIndex(of: "\(reader.hdus[index].name)_EXPOSURE") {
                exposure = try MapContent(reader: reader, index: index, unit: .cm2s)
                guard exposure?.values.count == response.axes[1].binCount * (response.image?.pixelCount ?? 1) else {
                    throw Fault(
                        .incompatible,
                        "the exposure has \(exposure?.values.count ?? 0) values, not one for each of the "
                            + "\(response.axes[1].binCount) energies and \(response.image?.pixelCount ?? 1) pixels",
                        at: reader.hdus[index].origin)
                }
            }
            try self.init(
                image: response.image, energyTrue: response.axes[1], axis: response.axes[0], values: response.values,
                exposure: exposure?.values)
        } catch let fault as Fault {
            throw fault.located(in: origin)
        }
    }

    /// Point-spread functions are known in reconstructed energy, too.
    private static func isEnergy(_ axis: MapAxis, of own: MapAxis) -> Bool {
        axis.name == "energy_true" || (axis.name == "energy" && own.name == "rad")
    }

    /// The response as HDUs `name`, `name_BANDS` and, when it is known, the exposure.
    ///
    /// Values are stored in 32 bits where that loses nothing, in 64 bits otherwise.
    func fitsHDUs(name: String, unit: Unit) throws -> [FITSHDU] {
        var hdus = try Self.hdus(name, image, [axis, energyTrue], values, unit)
        if let exposure {
            hdus += try Self.hdus(
                "\(name)_EXPOSURE", image, [axis.squashed(), energyTrue], exposure, .m2s, divisor: 1e4)
        }
        return hdus
    }

    private static func hdus(
        _ name: String, _ image: WCSGeometry?, _ axes: [MapAxis], _ values: [Double], _ unit: Unit,
        divisor: Double = 1
    ) throws -> [FITSHDU] {
        let storage: MapStorage = values.fitFloats(dividedBy: divisor) ? .float : .double
        let values = values.divided(by: divisor)
        guard let image else {
            let geometry = try RegionGeometry(region: nil, axes: axes)
            return try RegionMap(geometry, values: values, unit: unit, storage: storage).fitsHDUs(name: name)
        }
        return try WCSMap(image.with(axes: axes), values: values, unit: unit, storage: storage).fitsHDUs(name: name)
    }
}

/// The values of a map in a file: an image on the sky, or the table of one region.
private struct MapContent {
    var image: WCSGeometry?
    var axes: [MapAxis]
    var values: [Double]

    init(reader: FITSReader, index: Int, unit: Unit) throws {
        let hdu = reader.hdus[index]
        do {
            // The factor comes first, so that the values can then be scaled in place.
            let factor: Double
            if hdu.kind == .table {
                let map = try RegionMap(reader: reader, name: hdu.name)
                factor = try Self.factor(map.unit, unit)
                (image, axes, values) = (nil, map.geometry.axes, map.values)
            } else {
                let map = try WCSMap(reader: reader, hdu: String(hdu.number))
                factor = try Self.factor(map.unit, unit)
                (image, axes, values) = (map.geometry.image, map.geometry.axes, map.values)
            }
            values.scale(by: factor)
        } catch let fault as Fault {
            throw fault.located(in: hdu.origin)
        }
    }

    /// A file that names no unit means the usual one.
    private static func factor(_ found: Unit, _ wanted: Unit) throws -> Double {
        found == .none ? 1 : try found.factor(to: wanted)
    }
}

extension [Double] {
    /// Multiplies all in place.
    mutating func scale(by factor: Double) {
        guard factor != 1 else { return }
        withUnsafeMutableBufferPointer { buffer in
            for index in buffer.indices { buffer[index] *= factor }
        }
    }

    /// All divided by a number. What is read again and multiplied differs by rounding once, and never again.
    func divided(by divisor: Double) -> [Double] { divisor == 1 ? self : map { $0 / divisor } }

    /// Whether the numbers divided by `divisor`, stored in 32 bits and multiplied with it again, come back exactly.
    func fitFloats(dividedBy divisor: Double) -> Bool {
        allSatisfy { Double(Float($0 / divisor)) * divisor == $0 || $0.isNaN }
    }
}
