import GammaKit

/// Significance, errors and limits of counts.
public func countsAndLimits() -> (significance: Double, limit: Double) {
    // 18 counts on, 97 off from ten times the solid angle: Li & Ma 1983, equation 17.
    let measured = WStatCountsStatistic(nOn: 18, nOff: 97, alpha: 0.1)
    print(measured)
    print("excess", measured.excess, measured.errn(sigma: 1), measured.errp(sigma: 1))
    print("below \(measured.upperLimit(sigma: 2)) at two sigma")

    // The same with a background that is known.
    let known = CashCountsStatistic(nOn: 18, muBackground: 9.7)
    print(known.sqrtTS, known.pValue)

    // How many counts would be five sigma?
    print(measured.excess(matchingSignificance: 5))
    return (measured.sqrtTS, measured.upperLimit(sigma: 2))
}

/// The statistics themselves.
public func fitStatistics() -> [Double] {
    let cash = Cash.value(n: 5, mu: 3.2)
    let cstat = CStat.value(n: 5, mu: 3.2)
    let wstat = WStat.value(nOn: 5, nOff: 20, alpha: 0.1, muSignal: 3)
    return [cash, cstat, wstat]
}
