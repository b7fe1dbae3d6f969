import Foundation
import GammaCore
import GammaIO
import GammaTestSupport
import Testing

@testable import GammaMaps

/// What Gammapy makes of files by GammaKit, when it and healpy are installed.
@Suite struct HEALPixGammapyTests {
    static let reason: String? = {
        guard PythonOracle.isAvailable else { return PythonOracle.reason }
        return (try? PythonOracle.run("import healpy")) == nil
            ? "this Python has no healpy, without which Gammapy has no HEALPix maps" : nil
    }()

    /// For every file: its values; interpolated in an image; resampled to it; in pixels half as large; summed in a
    /// region.
    static let script = """
        import sys
        import astropy.units as u
        import numpy as np
        from astropy.coordinates import SkyCoord
        from gammapy.maps import Map, WcsGeom
        from gammapy.maps.hpx.utils import HpxToWcsMapping
        from regions import CircleSkyRegion

        centre = SkyCoord(30, 50, unit="deg", frame="galactic")
        image = WcsGeom.create(skydir=centre, npix=(8, 6), binsz=4, proj="TAN", frame="galactic")
        for path in sys.argv[1:]:
            m = Map.read(path)
            cube = image.to_cube(m.geom.axes)
            mapping = HpxToWcsMapping.create(m.geom, image)
            answers = [m.data, m.interp_to_geom(cube).data, m.to_wcs(hpx2wcs=mapping).data]
            answers.append(m.downsample(2).data)
            answers.append(m.to_region_nd_map(CircleSkyRegion(centre, 9 * u.deg)).data)
            print(m.unit.to_string("fits"), m.geom.frame, m.geom.ordering)
            for answer in answers:
                print(*np.ravel(answer))
        """

    @Test(.enabled(if: reason == nil, "\(reason ?? "")"))
    func gammapyReadsTheFilesAndFindsTheSameNumbers() throws {
        let maps = try [
            HEALPixMapTests.map(), HEALPixMapTests.map(ordering: .nested),
            HEALPixMapTests.map(ordering: .nested, width: 60),
        ]
        let image = try WCSGeometry.create(
            centre: .galactic(l: 30, b: 50), pixels: [8, 6], binSize: [4, 4], projection: "TAN",
            axes: maps[0].geometry.axes)
        try withTemporaryFolder { folder in
            for (index, map) in maps.enumerated() {
                let (dense, sparse) = (folder + "/dense\(index).fits", folder + "/sparse\(index).fits")
                try map.write(to: dense)
                try map.write(to: sparse, isSparse: true)
                let lines = try PythonOracle.run(Self.script, [dense, sparse]).split(separator: "\n")
                try #require(lines.count == 12)
                for start in [0, 6] {
                    #expect(lines[start].contains("galactic \(map.geometry.grid.ordering.rawValue)"))
                    let answers = try lines[(start + 1)...].prefix(5).map { line in
                        try line.split(separator: " ").map { try #require(Double($0)) }
                    }
                    expectClose(map.values, answers[0], relative: 1e-7)
                    let inside = try map.interpolated(to: image, outside: 0)
                    expectClose(inside.values, answers[1], relative: 1e-6, "interpolated \(index)")
                    expectClose(try map.resampled(to: image).values, answers[2], relative: 1e-6, "resampled \(index)")
                    expectClose(try map.regraded(toNside: 4).values, answers[3], relative: 1e-6, "joined \(index)")
                    let region = SkyRegion.circle(centre: .galactic(l: 30, b: 50), radius: 9)
                    expectClose(try map.spectrum(in: region).values, answers[4], relative: 1e-6, "region \(index)")
                }
            }
        }
    }
}
