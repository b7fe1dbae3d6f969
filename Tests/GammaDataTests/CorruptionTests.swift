import Foundation
import GammaCore
import GammaData
import GammaIO
import GammaTestSupport
import Testing

/// Damaged files are refused with a fault that names the file, or read; nothing traps, whatever is done with what was read.
@Suite struct CorruptionTests {
    /// Uses everything of an observation.
    private func use(_ run: Observation) {
        _ = (run.livetime, run.middle, run.summary, try? run.pointingDirection())
        _ = run.events.selecting(energy: 1..<10).selecting(gti: run.gti)
        _ = run.events.check() + run.gti.check(run: run.header)
        for response in run.responses.all { _ = (response.check(), response.summary, response.table()) }
        _ = run.effectiveArea?.evaluate(energies: [0.01, 1, 1000], offsets: [0, 0.5, 9])
        let edges = (0...10).map { 0.1 * pow(10, Double($0) / 4) }
        _ = run.energyDispersion?.kernel(offset: 0.5, energyTrueEdges: edges, energyEdges: edges)
        _ = run.pointSpread?.containmentRadius(fraction: 0.68, energies: edges, offset: 0.5)
        _ = run.pointSpread?.evaluate(rads: [0, 0.1, 10], energies: edges, offset: 0.5)
        _ = try? run.background?.filled().integral(energyEdges: edges, longitudes: [0, 1, 9], latitudes: [0, -1, 9])
        _ = run.radMax?.radius(energies: edges, offset: 0.5)
    }

    private func survive(_ file: [UInt8], seeds: Range<UInt64>) throws {
        try withTemporaryFolder { folder in
            let path = folder + "/damaged.fits"
            var refused = 0
            for corruption in FITSCorruption.allCases {
                for seed in seeds {
                    try AtomicFile.write(corruption.apply(to: file, seed: seed), to: path)
                    do {
                        use(try Observation.read(path))
                    } catch let fault as Fault {
                        refused += 1
                        #expect(fault.origin.file == path, "\(corruption) \(seed): \(fault.description)")
                    }
                    // The checker turns every fault into a finding.
                    if let store = try? DataStore(path) { _ = try DataChecker(store).run() }
                }
            }
            #expect(refused > FITSCorruption.allCases.count)
        }
    }

    @Test func writtenObservations() throws {
        try withTemporaryFolder { folder in
            for (number, psf) in [try TestArchive.psfTable(), try TestArchive.psf3Gauss(), try TestArchive.psfKing()]
                .enumerated() as EnumeratedSequence<[any PointSpreadFunction]>
            {
                var run = try TestArchive.observation()
                run.responses.pointSpread = psf
                if number == 1 { run.responses.background = try TestArchive.background2D() }
                if number == 2 { run.responses.radMax = try TestArchive.radMax() }
                try run.write(to: folder + "/run.fits")
                let start = UInt64(number) * 100
                try survive(FileBytes.read(folder + "/run.fits"), seeds: start..<start + 12)
            }
        }
    }

    @Test(
        .enabled(if: TestData.isAvailable, "the public data sets are not there: set GAMMAKIT_DATA"),
        arguments: [
            "joint-crab-dl3/magic/run_05029747_DL3.fits", "joint-crab-dl3/veritas/54809_DL3.fits",
            "joint-crab-dl3/fact/20131103_103_dl3.fits",
        ])
    func realObservations(_ name: String) throws {
        try survive(FileBytes.read(#require(TestData.path(name))), seeds: 0..<6)
    }

    @Test func damagedIndexTables() throws {
        try withTemporaryFolder { folder in
            try DataStoreWriter(folder, isCompressed: false).write([TestArchive.observation()])
            for name in ["hdu-index.fits", "obs-index.fits"] {
                let file = try FileBytes.read(folder + "/" + name)
                for corruption in FITSCorruption.allCases {
                    for seed in UInt64(0)..<10 {
                        try AtomicFile.write(corruption.apply(to: file, seed: seed), to: folder + "/" + name)
                        do {
                            let store = try DataStore(folder)
                            _ = (store.summary, store.overview(), try? store.observations())
                            _ = try DataChecker(store).run()
                        } catch let fault as Fault {
                            #expect(fault.origin.file?.hasPrefix(folder) == true, "\(corruption) \(seed): \(fault)")
                        }
                    }
                }
                try AtomicFile.write(file, to: folder + "/" + name)
            }
        }
    }
}
