/// Constants of nature (CODATA 2018) in the units of the radiation formulas: TeV, cm, s, gauss, K.
enum ElectronConstants {
    /// Rest energy of the electron in TeV.
    static let restEnergy = 0.51099895069e-6
    /// The same in eV.
    static let restEnergyEV = 0.51099895069e6
    /// Speed of light in cm/s.
    static let lightSpeed = 2.99792458e10
    /// Thomson cross-section in cm².
    static let thomson = 6.6524587051e-25
    /// Classical radius of the electron in cm.
    static let radius = 2.8179403205e-13
    /// Fine-structure constant.
    static let fineStructure = 7.2973525643e-3
    /// eB/(mc) in s⁻¹ in a field of one microgauss.
    static let cyclotron = 17.5882001076
    /// ħeB/(mc) in TeV in a field of one microgauss.
    static let cyclotronEnergy = 1.1576763623e-26
    /// Boltzmann's constant over the rest energy, K⁻¹.
    static let kelvin = 8.617333262e-5 / restEnergyEV
    /// Compton wavelength over 2π in cm.
    static let comptonLength = 3.8615926744e-11
    /// Centimetres of a kiloparsec.
    static let kiloparsec = 3.0856775814913674e21
}
