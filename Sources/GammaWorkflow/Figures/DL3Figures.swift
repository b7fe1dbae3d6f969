import GammaCore
import GammaData
import GammaPlots

/// Figures of what a file or an archive of events and responses holds: file stem and figure.
public enum DL3Figures {
    /// The figures of a file: `events`, `effective_area`, `energy_dispersion`, `psf`, `background`; the second HDU of a
    /// kind is called `psf_2`.
    public static func of(_ contents: [DL3File.Entry]) -> [(name: String, figure: any Figure)] {
        var seen: [String: Int] = [:]
        return contents.compactMap { entry in
            guard let (stem, figure) = figure(of: entry.content) else { return nil }
            let number = (seen[stem] ?? 0) + 1
            seen[stem] = number
            return (number == 1 ? stem : "\(stem)_\(number)", figure)
        }
    }

    /// The figures of an observation: `obs_ID_events` and `obs_ID_responses`.
    public static func of(_ observation: Observation) -> [(name: String, figure: any Figure)] {
        let title = "Observation \(observation.id)"
        let centre = try? observation.pointingDirection()
        var figures: [(String, any Figure)] = [
            ("obs_\(observation.id)_events", EventsFigure(observation.events, centre: centre, title: title))
        ]
        if !observation.responses.all.isEmpty {
            figures.append(
                ("obs_\(observation.id)_responses", ResponseOverviewFigure(observation.responses, title: title)))
        }
        return figures
    }

    private static func figure(of content: DL3File.Content) -> (stem: String, figure: any Figure)? {
        switch content {
        case .events(let events):
            let id = events.header.string("OBS_ID")
            return ("events", EventsFigure(events, title: id.map { "Observation \($0)" } ?? ""))
        case .response(let area as EffectiveArea2D): return ("effective_area", EffectiveAreaFigure(area))
        case .response(let dispersion as EnergyDispersion2D):
            return ("energy_dispersion", EnergyDispersionFigure(dispersion))
        case .response(let spread as any PointSpreadFunction): return ("psf", ContainmentFigure(spread))
        case .response(let background as any BackgroundModel): return ("background", BackgroundFigure(background))
        default: return nil
        }
    }
}
