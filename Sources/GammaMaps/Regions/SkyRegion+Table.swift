import GammaCore
import GammaIO

extension SkyRegion {
    /// Reads the table of a region as OGIP files and Gammapy's maps hold it: one row a shape, pixels in the projection
    /// of the header.
    /// - Throws: faults that name column and row.
    public init(regionTable table: Table) throws { self = try RegionTable.read(table).region }

    /// The region as a table in a tangential projection around it.
    /// - Throws: ``Fault/Code/unsupported`` for compounds other than unions and exclusions.
    public func table(name: String) throws -> Table {
        guard let wcs = try RegionGeometry(region: self).wcs else {
            throw Fault(.incompatible, "the region has no place on the sky")
        }
        return try RegionTable.write(self, wcs, name: name)
    }
}
