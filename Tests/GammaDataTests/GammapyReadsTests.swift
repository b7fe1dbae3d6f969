import Foundation
import GammaCore
import GammaData
import GammaTestSupport
import Testing

/// Gammapy opens what is written and finds the same numbers.
@Suite(.enabled(if: PythonOracle.isAvailable, Comment(rawValue: PythonOracle.reason)))
struct GammapyReadsTests {
    /// Runs a script and gives the numbers that it prints, one a line.
    private func numbers(_ script: String, _ argument: String) throws -> [Double] {
        try PythonOracle.run(script, [argument]).split(separator: "\n").compactMap { Double($0) }
    }

    @Test func archives() throws {
        try withTemporaryFolder { folder in
            let runs = try [3, 8].map { try TestArchive.observation(id: $0) }
            try DataStoreWriter(folder).write(runs)
            let found = try numbers(
                """
                import sys, logging; logging.disable(logging.CRITICAL)
                import astropy.units as u
                from astropy.io import fits
                from gammapy.data import DataStore
                store = DataStore.from_dir(sys.argv[1])
                print(len(store.obs_table))
                for obs in store.get_observations():
                    for file in [f"{sys.argv[1]}/data/obs_{int(obs.obs_id):06d}.fits.gz"]:
                        with fits.open(file, checksum=True) as hdus: hdus.verify('exception')
                    print(len(obs.events.table)); print(obs.events.energy.to_value('TeV').sum())
                    print(obs.events.table['MC_ID'].sum())
                    print(obs.observation_live_time_duration.to_value('s'))
                    print(obs.tstart.tt.mjd); print(obs.events.time[3].tt.mjd)
                    print(obs.get_pointing_icrs(obs.tmid).dec.deg)
                    print(obs.aeff.evaluate(energy_true=1.3 * u.TeV, offset=0.7 * u.deg).to_value('cm2').item())
                    print(obs.edisp.evaluate(energy_true=1.3 * u.TeV, offset=0.7 * u.deg, migra=0.9).to_value('').item())
                    print(obs.psf.containment(energy_true=1.3 * u.TeV, offset=0.7 * u.deg, rad=0.11 * u.deg).to_value('').item())
                    print(obs.bkg.evaluate(energy=1.3 * u.TeV, fov_lon=0.3 * u.deg, fov_lat=-1.2 * u.deg).to_value('TeV-1 s-1 sr-1').item())
                """, folder)
            var expected = [2.0]
            for run in runs {
                let (area, dispersion) = (try #require(run.effectiveArea), try #require(run.energyDispersion))
                expected += [Double(run.events.count), run.events.energy.reduce(0, +)]
                expected += [try run.events.values("MC_ID").reduce(0, +), run.livetime]
                expected += [try #require(run.start).mjd(.tt), run.events.instant(3).mjd(.tt), 22.51]
                expected += area.evaluate(energies: [1.3], offset: 0.7)
                expected += dispersion.evaluate(energies: [1.3], migras: [0.9], offset: 0.7)
                expected += try #require(run.pointSpread).containment(radius: 0.11, energies: [1.3], offset: 0.7)
                expected += try #require(run.background).evaluate(energies: [1.3], longitudes: [0.3], latitudes: [-1.2])
            }
            expectClose(found, expected, relative: 1e-6)
        }
    }

    @Test func responses() throws {
        try withTemporaryFolder { folder in
            let (gauss, king) = (try TestArchive.psf3Gauss(), try TestArchive.psfKing())
            let (background, cut) = (try TestArchive.background2D(), try TestArchive.radMax())
            try gauss.write(to: folder + "/gauss.fits")
            try king.write(to: folder + "/king.fits")
            try background.write(to: folder + "/bkg.fits.gz")
            try cut.write(to: folder + "/radmax.fits")
            try TestArchive.effectiveArea(isPointLike: true).write(to: folder + "/aeff.fits")
            let found = try numbers(
                """
                import sys, logging; logging.disable(logging.CRITICAL)
                import astropy.units as u
                from gammapy.irf import *
                f = sys.argv[1] + '/'
                at = dict(energy_true=1.3 * u.TeV, offset=0.7 * u.deg)
                for psf in [EnergyDependentMultiGaussPSF.read(f + 'gauss.fits'), PSFKing.read(f + 'king.fits')]:
                    print(u.Quantity(psf.containment(rad=0.11 * u.deg, **at)).to_value('').item())
                    print(psf.evaluate(rad=0.05 * u.deg, **at).to_value('sr-1').item())
                reco = dict(energy=1.3 * u.TeV, offset=0.7 * u.deg)
                print(Background2D.read(f + 'bkg.fits.gz').evaluate(**reco).to_value('TeV-1 s-1 sr-1').item())
                print(RadMax2D.read(f + 'radmax.fits').evaluate(**reco).to_value('deg').item())
                aeff = EffectiveAreaTable2D.read(f + 'aeff.fits')
                print(1 if aeff.is_pointlike else 0); print(aeff.meta['RAD_MAX']); print(aeff.meta['LO_THRES'])
                """, folder)
            var expected: [Double] = []
            for psf in [gauss, king] as [any PointSpreadFunction] {
                expected += psf.containment(radius: 0.11, energies: [1.3], offset: 0.7)
                expected += psf.evaluate(rads: [0.05], energies: [1.3], offset: 0.7)
            }
            expected += background.evaluate(energies: [1.3], offsets: [0.7])
            expected += cut.radius(energies: [1.3], offset: 0.7)
            expected += [1, 0.125, 0.5]
            // Gammapy keeps parameters of point spread functions in single precision.
            expectClose(found, expected, relative: 2e-6)
        }
    }
}
