import GammaKit

/// Reads flux points, those of Gammapy as well.
public func readFluxPoints(_ path: String) throws -> [Double] {
    let points = try FluxPoints.read(path)
    for (point, isLimit) in zip(points.points, points.isUL) {
        print(point.eRef, point.flux(.e2dnde) ?? .nan, isLimit ? "limit" : "")
    }
    return points.values(.e2dnde)
}

/// Reads a light curve.
public func readLightCurve(_ path: String) throws -> LightCurve {
    let curve = try LightCurve.read(path)
    for (bin, flux) in zip(curve.bins, curve.values(.flux)) {
        print(bin.start.iso(.utc), flux)
    }
    return curve
}

/// Looks at any table of a FITS or ECSV file.
public func readTable(fits: String, ecsv: String) throws -> (rows: Int, columns: [String]) {
    let reader = try FITSReader(fits)
    for hdu in reader.hdus { print(hdu.number, hdu.name) }
    let table = try reader.table(1)

    let other = try Table.readECSV(ecsv)
    return (table.rowCount, other.columns.map(\.name))
}
