import GammaCore
import GammaFit
import GammaMaps
import GammaModels
import GammaNumerics
import Synchronization

/// Predicts a map dataset and compares it with the data (design §3).
///
/// What depends on the shape of a source alone, its convolved planes, is kept from call to call; it never changes a
/// result, since it belongs to exact values of the parameters. Calls from several threads wait for each other.
final class MapEvaluator: DatasetEvaluator {
    let data: MapData
    let context: MapContext
    let sources: [SourceEvaluator]
    private let backgrounds: [BackgroundTerm]
    private let caches: Mutex<[SourceCache]>

    /// - Parameter predictsEverywhere: whether only predictions are wanted, so that the mask and the counts do not matter.
    convenience init(_ dataset: MapDataset, models: Models, predictsEverywhere: Bool = false) throws {
        let data = try predictsEverywhere ? MapData(predicting: dataset) : MapData(dataset)
        try self.init(data, MapContext(dataset), models)
    }

    private init(_ data: MapData, _ context: MapContext, _ models: Models) throws {
        self.data = data
        self.context = context
        let image = context.geometry.image
        let name = context.datasetName
        let response = try models.response(ofDataset: name)
        var sources: [SourceEvaluator] = []
        var backgrounds: [BackgroundTerm] = []
        var isBackgroundScaled = false
        for (position, component) in models.contributing(to: name) {
            switch component {
            case .sky(let source):
                let seen = SeenSource(model: source, response: response.flatMap { models.components[$0].responseModel })
                try seen.check()
                sources.append(
                    try SourceEvaluator(seen, component: position, response: response, context: context))
            case .response: break
            case .background:
                guard let counts = data.background else {
                    throw Fault(
                        .incompatible,
                        "model '\(component.name)' scales the background of dataset '\(name)', which has none")
                }
                isBackgroundScaled = true
                backgrounds.append(
                    BackgroundTerm(
                        component: position, counts: counts, energies: data.energies, image: image))
            case .template(let template):
                backgrounds.append(
                    BackgroundTerm(
                        component: position, counts: try template.counts(on: context.geometry), energies: data.energies,
                        image: image))
            }
        }
        if let counts = data.background, !isBackgroundScaled {
            backgrounds.append(
                BackgroundTerm(component: nil, counts: counts, energies: data.energies, image: image))
        }
        self.sources = sources
        self.backgrounds = backgrounds
        caches = Mutex(sources.map { _ in SourceCache() })
    }

    func anchored(at models: Models) throws -> any DatasetEvaluator {
        caches.withLock { caches in caches = sources.map { _ in SourceCache() } }
        return try MapEvaluator(data, context, models)
    }

    var hasHessian: Bool { true }

    var keptBytes: Int { caches.withLock { caches in caches.reduce(0) { $0 + $1.bytes } } }

    func isAnchored(at models: Models) -> Bool {
        sources.allSatisfy { source in
            guard let model = source.seen(models), let spatial = model.model.spatial else { return false }
            return source.anchor.holds(as: context.anchor(model, spatial), hasSharpEdge: spatial.hasSharpEdge)
        }
    }

    func statistic(_ models: Models, _ execution: Execution) -> Double {
        caches.withLock { caches in
            guard let prediction = try? prediction(models, free: nil, &caches, execution) else { return .nan }
            return (try? LikelihoodPass(prediction: prediction, execution: execution).statistic()) ?? .nan
        }
    }

    func evaluate(_ models: Models, free: FreeParameters, _ execution: Execution) -> ObjectiveEvaluation {
        caches.withLock { caches in
            guard let prediction = try? prediction(models, free: free, &caches, execution),
                let result = try? LikelihoodPass(prediction: prediction, execution: execution).evaluate(.expected)
            else { return ObjectiveEvaluation(value: .nan, gradient: Array(repeating: .nan, count: free.count)) }
            return result
        }
    }

    func hessian(_ models: Models, free: FreeParameters, steps: [Double], _ execution: Execution) -> Matrix? {
        caches.withLock { caches in
            guard let prediction = try? prediction(models, free: free, &caches, execution) else { return nil }
            let pass = LikelihoodPass(prediction: prediction, execution: execution)
            guard var hessian = try? pass.evaluate(.observed).curvature, let slopes = try? pass.slopes() else {
                return nil
            }
            for (index, source) in sources.enumerated() {
                guard let model = source.seen(models) else { continue }
                let second = SourceSecondDerivatives(
                    source, model, free: source.free(free), steps: steps, slopes: slopes, context: context,
                    window: prediction.sources[index].planes.window)
                guard (try? second.add(to: &hessian, execution)) != nil else { return nil }
            }
            for background in backgrounds {
                background.addSecondDerivatives(models, free: free, steps: steps, slopes: slopes, to: &hessian)
            }
            return hessian
        }
    }

    /// Predicted counts (energy, y, x) of every component, in the mask or not; the background under its model's name.
    func components(
        _ models: Models, _ execution: Execution = Execution()
    ) throws -> [(name: String, counts: [Double])] {
        try caches.withLock { caches in
            let all = try prediction(models, free: nil, &caches, execution)
            return try zip(all.backgrounds, backgrounds).map { prepared, term in
                let name = term.component.map { models.components[$0].name } ?? "background"
                return (name, try counts([], [prepared], execution))
            }
                + zip(all.sources, sources).map {
                    (models.components[$1.component].name, try counts([$0], [], execution))
                }
        }
    }

    /// Predicted counts (energy, y, x) of everything together, in the mask or not, without a map for each component.
    /// - Parameter without: the source that is left out.
    func total(
        _ models: Models, without component: Int? = nil, _ execution: Execution = Execution()
    ) throws -> [Double] {
        try caches.withLock { caches in
            let all = try prediction(models, free: nil, &caches, execution)
            let others = zip(sources, all.sources).filter { $0.0.component != component }.map(\.1)
            return try counts(others, all.backgrounds, execution)
        }
    }

    /// The bins of the mask as each of some sources sees them, one element a plane.
    /// - Parameter components: the sources, by position in the list of models.
    func sourceBins(
        _ models: Models, sources components: [Int], _ execution: Execution
    ) throws -> [[SourceBins]] {
        let all = try caches.withLock { try prediction(models, free: nil, &$0, execution) }
        let pass = SourceBinsPass(all: all, execution: execution)
        let totals = try pass.totals()
        return try components.map { component in
            let position = sources.firstIndex { $0.component == component }
            var others = all.sources
            if let position { others.remove(at: position) }
            return try pass.bins(
                position.map { all.sources[$0] },
                others: MapPrediction(data: data, sources: others, backgrounds: all.backgrounds, free: 0),
                totals: totals)
        }
    }

    func counts(
        _ sources: [PreparedSource], _ backgrounds: [PreparedBackground], _ execution: Execution
    ) throws -> [Double] {
        let (nx, planes) = (data.nx, data.planes)
        let part = MapPrediction(data: data, sources: sources, backgrounds: backgrounds, free: 0)
        let chunks = stride(from: 0, to: data.ny, by: 16).map { $0..<min($0 + 16, data.ny) }
        // (energy, y, x) of the rows of a chunk.
        let parts = try parallelMap(chunks, execution) { rows in
            var scratch = RowScratch(nx: nx, planes: planes, free: 0)
            var values = [Double](repeating: 0, count: planes * rows.count * nx)
            for (index, row) in rows.enumerated() {
                part.fill(row: row, &scratch)
                for plane in 0..<planes {
                    let (from, to) = (plane * nx, (plane * rows.count + index) * nx)
                    for x in 0..<nx { values[to + x] = scratch.npred[from + x] }
                }
            }
            return values
        }
        var result: [Double] = []
        result.reserveCapacity(planes * data.ny * nx)
        for plane in 0..<planes {
            for (rows, values) in zip(chunks, parts) {
                result += values[plane * rows.count * nx..<(plane + 1) * rows.count * nx]
            }
        }
        return result
    }

    /// Sources and backgrounds at given parameters; with derivatives by the free ones where `free` is given.
    private func prediction(
        _ models: Models, free: FreeParameters?, _ caches: inout [SourceCache], _ execution: Execution
    ) throws -> MapPrediction {
        var prepared: [PreparedSource] = []
        for (index, source) in sources.enumerated() {
            guard let model = source.seen(models) else { continue }
            prepared.append(
                try caches[index].prepare(source, model, free: free.map(source.free) ?? [], execution))
        }
        let terms = backgrounds.map { term in
            PreparedBackground(
                term: term, factors: term.factors(models, wantsGradient: free != nil),
                free: term.component.flatMap { free?.index[$0] } ?? [])
        }
        return MapPrediction(data: data, sources: prepared, backgrounds: terms, free: free?.count ?? 0)
    }
}

extension MapDataset {
    /// Prepares the prediction of the bins in the mask.
    /// - Throws: ``Fault/Code/noData`` when no bin or no exposure is left, ``Fault/Code/badValue`` for maps with NaN,
    ///   ``Fault/Code/incompatible`` for models that cannot be predicted.
    public func evaluator(models: Models) throws -> any DatasetEvaluator {
        try MapEvaluator(self, models: models)
    }
}
