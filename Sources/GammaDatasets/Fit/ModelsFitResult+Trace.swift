import GammaFit
import GammaIO

extension ModelsFitResult {
    /// Every step of the search, a row each: number of the search and of the step in it, statistic, step and gradient in
    /// standard deviations, estimated distance to the minimum, damping, calls so far, and the free parameters in their own
    /// units. Without rows unless ``Fit/recordsTrace`` was set.
    public var traceTable: Table {
        let steps = fit.trace
        func column(_ name: String, _ value: (FitStep) -> Double) -> Column { Column(name, .double(steps.map(value))) }
        func column(_ name: String, _ value: (FitStep) -> Int) -> Column {
            Column(name, .int64(steps.map { Int64(value($0)) }))
        }
        let entries = models.freeParameters.entries
        return Table(
            name: "FIT_TRACE",
            columns: [
                column("search") { $0.search }, column("iteration") { $0.iteration }, column("stat") { $0.stat },
                column("step") { $0.step }, column("gradient") { $0.gradient }, column("edm") { $0.edm },
                column("damping") { $0.damping }, column("evaluations") { $0.evaluations },
            ]
                + entries.indices.map { index in
                    Column(
                        entries[index].name, .double(steps.map { $0.values[index] }),
                        unit: entries[index].parameter.unit.description)
                })
    }
}
