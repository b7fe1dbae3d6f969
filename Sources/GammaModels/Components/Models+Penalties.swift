import GammaCore

extension Models {
    /// Adds a penalty to the fit statistic.
    /// - Throws: ``Fault/Code/unknownKey`` for a parameter that is not there, with the nearest name.
    public mutating func add(_ penalty: GaussianPriorPenalty) throws {
        for name in penalty.names { _ = try place(of: name) }
        penalties.append(penalty)
    }

    /// Takes all penalties away.
    public mutating func removePenalties() { penalties = [] }

    /// Refuses penalties whose parameters are there no more, which ``freeParameters`` leaves out.
    /// - Throws: ``Fault/Code/unknownKey`` with the nearest name.
    public func checkPenalties() throws {
        for penalty in penalties {
            for name in penalty.names { _ = try place(of: name) }
        }
    }
}
