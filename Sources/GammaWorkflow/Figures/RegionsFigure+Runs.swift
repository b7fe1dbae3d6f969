import GammaDatasets
import GammaMaps
import GammaPlots

extension RegionsFigure {
    /// The on region of the first run and the off regions of all; nil when there are none.
    public init?(_ runs: [SpectrumDataset]) {
        guard let on = runs.first?.region else { return nil }
        let frame = on.centre.frame == .galactic ? SkyFrame.galactic : .icrs
        let off = runs.compactMap { run in
            run.off?.region.map { Group(name: run.name, shapes: $0.shapes(in: frame)) }
        }
        guard !off.isEmpty else { return nil }
        self.init(
            axes: frame == .galactic ? .galactic : .equatorial, on: on.shapes(in: frame), off: off,
            title: "On and off regions")
    }
}

extension SkyRegion {
    /// The shapes of a figure; regions combined other than by union are left out.
    fileprivate func shapes(in frame: SkyFrame) -> [SkyShape] {
        switch converted(to: frame) {
        case .circle(let centre, let radius): [.circle(lon: centre.lon, lat: centre.lat, radius: radius)]
        case .ellipse(let centre, let width, let height, let angle):
            [.ellipse(lon: centre.lon, lat: centre.lat, width: width, height: height, angle: angle)]
        case .rectangle(let centre, let width, let height, let angle):
            [.rectangle(lon: centre.lon, lat: centre.lat, width: width, height: height, angle: angle)]
        case .annulus(let centre, let inner, let outer):
            [.annulus(lon: centre.lon, lat: centre.lat, inner: inner, outer: outer)]
        case .polygon(let vertices): [.polygon(vertices.map { ($0.lon, $0.lat) })]
        case .point(let centre): [.point(lon: centre.lon, lat: centre.lat)]
        case .compound(.or, let parts): parts.flatMap { $0.shapes(in: frame) }
        default: []
        }
    }
}
