import CCairo
import GammaCore
import GammaIO

/// Draws a drawing with Cairo, as PNG or PDF.
struct CairoRenderer {
    private let context: OpaquePointer

    /// The PNG file.
    /// - Throws: `Fault` when Cairo cannot make an image of this size.
    static func png(_ drawing: Drawing) throws -> [UInt8] {
        try withPixels(drawing) { width, height, bytes, stride in
            PNGEncoder.encode(width: width, height: height, opaque: bytes, stride: stride)
        }
    }

    /// Draws in pixels and hands them over: 4 bytes each, `stride` bytes a row, as `0x??RRGGBB`.
    /// - Throws: `Fault` when Cairo cannot make an image of this size.
    static func withPixels<Result>(
        _ drawing: Drawing,
        _ body: (_ width: Int, _ height: Int, UnsafeRawBufferPointer, _ stride: Int) throws -> Result
    ) throws -> Result {
        let scale = min(max(drawing.pixelsPerPoint, 0.1), 20)
        let width = Int((drawing.width * scale).rounded())
        let height = Int((drawing.height * scale).rounded())
        let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(clamping: width), Int32(clamping: height))
        defer { cairo_surface_destroy(surface) }
        try check(cairo_surface_status(surface))
        try render(drawing, on: surface, scale: scale)
        cairo_surface_flush(surface)
        guard let bytes = cairo_image_surface_get_data(surface) else { throw refusal(CAIRO_STATUS_NO_MEMORY) }
        let stride = Int(cairo_image_surface_get_stride(surface))
        return try body(width, height, UnsafeRawBufferPointer(start: bytes, count: stride * height), stride)
    }

    /// The PDF file, without the time of its making.
    /// - Throws: `Fault` when Cairo refuses.
    static func pdf(_ drawing: Drawing) throws -> [UInt8] {
        let sink = ByteSink()
        let append: cairo_write_func_t = { closure, data, length in
            guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
            Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue().bytes
                .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
            return CAIRO_STATUS_SUCCESS
        }
        let surface = cairo_pdf_surface_create_for_stream(
            append, Unmanaged.passUnretained(sink).toOpaque(), drawing.width, drawing.height)
        defer { cairo_surface_destroy(surface) }
        try check(cairo_surface_status(surface))
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "")
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, drawing.title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "GammaKit")
        try render(drawing, on: surface, scale: 1)
        cairo_surface_finish(surface)
        try check(cairo_surface_status(surface))
        return withExtendedLifetime(sink) { sink.bytes }
    }

    private static func render(_ drawing: Drawing, on surface: OpaquePointer?, scale: Double) throws {
        guard let context = cairo_create(surface) else { throw refusal(CAIRO_STATUS_NO_MEMORY) }
        defer { cairo_destroy(context) }
        cairo_scale(context, scale, scale)
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_paint(context)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
        CairoFont.shared.select(in: context)
        let renderer = CairoRenderer(context: context)
        for item in drawing.items { renderer.draw(item) }
        try check(cairo_status(context))
    }

    private func draw(_ item: Drawing.Item) {
        switch item {
        case .path(let path, let fill, let stroke): draw(path, fill, stroke)
        case .text(let label): draw(label)
        case .image(let raster, let rect): draw(raster, rect)
        case .beginClip(let r):
            cairo_save(context)
            cairo_rectangle(context, r.x, r.y, r.width, r.height)
            cairo_clip(context)
        case .endClip: cairo_restore(context)
        }
    }

    private func draw(_ path: Path, _ fill: Colour?, _ stroke: Stroke?) {
        cairo_new_path(context)
        for line in path.lines {
            for (index, point) in line.points.enumerated() {
                if index == 0 {
                    cairo_move_to(context, point.x, point.y)
                } else {
                    cairo_line_to(context, point.x, point.y)
                }
            }
            if line.isClosed { cairo_close_path(context) }
        }
        for circle in path.circles {
            cairo_new_sub_path(context)
            cairo_arc(context, circle.centre.x, circle.centre.y, circle.radius, 0, 2 * .pi)
            cairo_close_path(context)
        }
        if let fill {
            use(fill)
            cairo_fill_preserve(context)
        }
        if let stroke {
            use(stroke.colour)
            cairo_set_line_width(context, stroke.width)
            cairo_set_dash(context, stroke.dash, Int32(clamping: stroke.dash.count), 0)
            cairo_stroke_preserve(context)
        }
        cairo_new_path(context)
    }

    private func draw(_ label: Drawing.Label) {
        let width = label.text.width(size: label.size)
        cairo_save(context)
        cairo_translate(context, label.position.x, label.position.y)
        if label.isVertical { cairo_rotate(context, -.pi / 2) }
        var start = 0.0
        if label.anchor == .middle { start = -width / 2 }
        if label.anchor == .end { start = -width }
        // all rims first: none may lie on a letter
        for isRim in [true, false] where !isRim || label.halo != nil {
            var x = start
            use(isRim ? label.halo ?? label.colour : label.colour)
            for run in label.text.runs {
                let size = run.level == .line ? label.size : label.size * RichText.scriptScale
                let room = FontMetrics.width(run.text, size: size)
                let place = Point(x, run.level.shift * label.size)
                if isRim {
                    rim(run.text, at: place, size: size, width: label.haloWidth)
                } else {
                    show(run.text, at: place, size: size, room: room)
                }
                x += room
            }
        }
        cairo_restore(context)
    }

    private func rim(_ text: String, at place: Point, size: Double, width: Double) {
        cairo_set_font_size(context, size)
        cairo_new_path(context)
        cairo_move_to(context, place.x, place.y)
        cairo_text_path(context, text)
        cairo_set_line_width(context, width)
        cairo_set_dash(context, [], 0, 0)
        cairo_stroke(context)
    }

    /// A font that replaces DejaVu Sans is narrowed to the room that the layout gave it.
    private func show(_ text: String, at place: Point, size: Double, room: Double) {
        cairo_set_font_size(context, size)
        guard !CairoFont.shared.hasKnownWidths else {
            cairo_move_to(context, place.x, place.y)
            cairo_show_text(context, text)
            return
        }
        var extents = cairo_text_extents_t()
        cairo_text_extents(context, text, &extents)
        cairo_save(context)
        cairo_translate(context, place.x, place.y)
        if extents.x_advance > room, room > 0 { cairo_scale(context, room / extents.x_advance, 1) }
        cairo_move_to(context, 0, 0)
        cairo_show_text(context, text)
        cairo_restore(context)
    }

    private func draw(_ raster: Raster, _ rect: Rect) {
        var pixels = raster.pixels.map { pixel -> UInt32 in
            let alpha = pixel >> 24
            guard alpha < 255 else { return pixel }
            let scaled = { (shift: UInt32) in (pixel >> shift & 255) * alpha / 255 << shift }
            return alpha << 24 | scaled(16) | scaled(8) | scaled(0)
        }
        pixels.withUnsafeMutableBytes { bytes in
            let image = cairo_image_surface_create_for_data(
                bytes.bindMemory(to: UInt8.self).baseAddress, CAIRO_FORMAT_ARGB32, Int32(clamping: raster.width),
                Int32(clamping: raster.height), Int32(clamping: raster.width * 4))
            cairo_save(context)
            cairo_translate(context, rect.x, rect.y)
            cairo_scale(context, rect.width / Double(raster.width), rect.height / Double(raster.height))
            cairo_set_source_surface(context, image, 0, 0)
            cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
            cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_PAD)
            cairo_rectangle(context, 0, 0, Double(raster.width), Double(raster.height))
            cairo_fill(context)
            cairo_restore(context)
            cairo_surface_finish(image)
            cairo_surface_destroy(image)
        }
    }

    private func use(_ colour: Colour) {
        cairo_set_source_rgba(context, colour.red, colour.green, colour.blue, colour.alpha)
    }

    private static func check(_ status: cairo_status_t) throws {
        if status != CAIRO_STATUS_SUCCESS { throw refusal(status) }
    }

    private static func refusal(_ status: cairo_status_t) -> Fault {
        Fault(.unsupported, "the figure cannot be drawn: \(String(cString: cairo_status_to_string(status)))")
    }
}

/// Receives what Cairo writes.
private final class ByteSink {
    var bytes: [UInt8] = []
}
