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
}
