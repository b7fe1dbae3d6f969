/// One pair of axes with what is shown in them.
struct Panel: Sendable {
    var x: Axis
    var y: Axis
    var layers: [Layer] = []
    var legend: [LegendEntry] = []
    /// Shown above the panel.
    var title = RichText("")
    /// Lines at the labelled marks.
    var hasGrid = true
    /// One unit of x is as long as one of y.
    var isEqualAspect = false
    /// Explains the colours of an image.
    var colourBar: ColourScale?
    /// Curves in place of the straight grid, in the coordinates of the panel.
    var curvedGrid: [[(x: Double, y: Double)]] = []
    /// Said in the middle when there is nothing to show.
    var emptyNote = RichText("")

    init(x: Axis, y: Axis) {
        self.x = x
        self.y = y
    }
}

/// Panels one above the other that share their x axis.
struct PanelStack: Sendable {
    var panels: [Panel]
    /// Relative heights.
    var weights: [Double]

    init(_ panels: [Panel], weights: [Double]? = nil) {
        self.panels = panels
        self.weights = weights ?? panels.map { _ in 1 }
    }
}
