import GammaCore
import Testing

@Suite struct NoticesTests {
    @Test func equalNoticesAreCountedOnce() {
        let notices = Notices()
        notices.add("odd unit", at: Origin(file: "b.fits"))
        notices.add("odd unit", at: Origin(file: "a.fits"))
        notices.add("odd unit", at: Origin(file: "b.fits"))
        #expect(notices.all.map(\.count) == [1, 2])
        #expect(notices.all.map { "\($0.notice)" } == ["warning: odd unit (a.fits)", "warning: odd unit (b.fits)"])
        #expect(Notice("alone").description == "warning: alone")
    }

    @Test func orderDoesNotDependOnThreads() throws {
        func run(_ threads: Int) throws -> [String] {
            let execution = Execution(threads: threads)
            _ = try parallelMap(Array(0..<300), execution) { index in
                execution.notices.add("item \(index % 7)", at: Origin(row: index % 5))
            }
            return execution.notices.all.map { "\($0.notice) × \($0.count)" }
        }
        let one = try run(1)
        #expect(one.count == 35)
        #expect(try run(4) == one)
    }

    /// What was met at many places is told once.
    @Test func noticesAreGroupedByMessage() {
        let notices = Notices()
        for file in ["a", "b", "c"] { notices.add("not there", at: Origin(file: file)) }
        notices.add("not there", at: Origin(file: "b"))
        notices.add("odd")
        let groups = notices.all.grouped
        #expect(groups.map(\.message) == ["odd", "not there"])
        #expect(groups.map(\.count) == [1, 4] && groups.map(\.place) == ["", "a and 2 more places"])
        #expect(groups.map(\.description) == ["warning: odd", "warning: not there (a) and 2 more places"])
    }
}
