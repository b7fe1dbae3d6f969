import Foundation
import GammaMaps

extension SkyMapPanel {
    /// Draws the image, its grid and everything on it.
    func drawImage(_ placement: SkyMapPlacement, _ lines: SkyGridLines, size: Double, on drawing: inout Drawing) {
        let rect = placement.rect
        drawing.items.append(.beginClip(rect))
        if let (raster, area) = SkyMapRaster.make(
            shown, placement, scale, missing: figure.missing, figure.rendering)
        {
            drawing.items.append(.image(raster, area))
        }
        drawing.items.append(.endClip)
        drawOffSky(placement, on: &drawing)
        drawing.items.append(.beginClip(rect))
        if figure.grid.hasLines {
            drawing.stroke(placement.path(lines.lines.flatMap(\.pieces)), Stroke(ink.grid, width: 0.6))
        }
        for (index, set) in figure.contourSets.enumerated() {
            for (level, curves) in set.lines(in: geometry).enumerated() {
                let stroke = Stroke(contourColour(index), width: 1.1, dash: set.dash(level))
                ink.stroke(placement.path(curves), stroke, on: &drawing)
            }
        }
        for index in figure.regionSets.indices { drawRegions(index, placement, on: &drawing) }
        let extents = figure.sourceList.filter { $0.radius > 0 }
            .map { SkyRegion.circle(centre: $0.direction, radius: $0.radius) }
        drawBorders(extents, Stroke(ink.line, width: 0.9), placement, on: &drawing)
        let places = markers(placement)
        ink.cross(at: places.compactMap { $0 }, size: size, isUpright: true, ink.line, on: &drawing)
        drawing.items.append(.endClip)
        drawFrame(placement, on: &drawing)
        if note.isEmpty {
            drawNames(placement, lines, places, size: size, on: &drawing)
        } else {
            drawing.text(
                note.truncated(to: rect.width - 8, size: size), at: Point(rect.midX, rect.midY), size: size,
                anchor: .middle, colour: Palette.ink, halo: Colour.white)
        }
    }

    /// White over the pixels beyond the edge of the sky.
    private func drawOffSky(_ placement: SkyMapPlacement, on drawing: inout Drawing) {
        guard let outline else { return }
        var path = Path()
        path.addRect(placement.rect.grown(1))
        let corners = outline.map(placement.point)
        // the other way round than the rectangle, so that it is a hole in it
        path.addLine(SkyMapPanel.area(corners) > 0 ? corners.reversed() : corners, closed: true)
        drawing.fill(path, .white)
    }

    /// Twice the area, positive for corners that follow each other like those of `Path.addRect`.
    private static func area(_ corners: [Point]) -> Double {
        zip(corners, corners.dropFirst() + corners.prefix(1)).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }
    }

    private func drawFrame(_ placement: SkyMapPlacement, on drawing: inout Drawing) {
        var border = Path()
        if let outline {
            border.addLine(outline.map(placement.point), closed: true)
        }
        if outline == nil || !survey.hasNoCorner { border.addRect(placement.rect) }
        drawing.stroke(border, Stroke(Palette.ink, width: 0.8))
    }

    private func drawRegions(_ index: Int, _ placement: SkyMapPlacement, on drawing: inout Drawing) {
        let colour = regionColour(index)
        let usable = figure.regionSets[index].regions.filter { (try? $0.validate()) != nil }
        for isExcluded in [false, true] {
            let chosen = usable.filter { region in
                if case .complement = region { return isExcluded }
                return !isExcluded
            }
            let stroke = Stroke(colour, width: 1.3, dash: isExcluded ? [4, 3] : [])
            drawBorders(chosen, stroke, placement, on: &drawing)
        }
        let points = usable.flatMap(\.parts).compactMap { part -> Point? in
            guard case .point(let direction) = part else { return nil }
            return geometry.wcs.pixel(of: direction).map(placement.point)
        }
        ink.cross(at: points, size: 7, isUpright: false, colour, on: &drawing)
    }

    private func drawBorders(
        _ regions: [SkyRegion], _ stroke: Stroke, _ placement: SkyMapPlacement, on drawing: inout Drawing
    ) {
        let tracer = SkyTracer(geometry)
        let lines = regions.flatMap(SkyArc.border).flatMap {
            tracer.trace(samples: $0.samples, frame: $0.frame, $0.place)
        }
        ink.stroke(placement.path(lines), stroke, on: &drawing)
    }

    /// The places of the sources on the page; nil outside the image.
    func markers(_ placement: SkyMapPlacement) -> [Point?] {
        figure.sourceList.map { source in
            guard source.direction.isValid, let pixel = geometry.wcs.pixel(of: source.direction) else { return nil }
            let point = placement.point(pixel)
            return placement.rect.contains(point) ? point : nil
        }
    }
}
