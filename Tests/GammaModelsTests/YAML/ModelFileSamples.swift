/// Model files as Gammapy 2.1 wrote them (`Models.write`), without metadata and checksum.
enum ModelFileSamples {
    /// Sources with links, priors, a compound, a template, a constant shape, a background.
    static let gammapy = """
        components:
        -   name: crab
            type: SkyModel
            spectral:
                type: PowerLawSpectralModel
                parameters:
                -   name: index
                    value: 2.3
                    error: 0.1
                    min: 1.0
                    max: 3.0
                    prior:
                        type: UniformPrior
                        parameters:
                        -   name: min
                            value: 1.0
                            unit: ''
                        -   name: max
                            value: 3.0
                            unit: ''
                        weight: 1
                -   name: amplitude
                    value: 3.0e-08
                    unit: GeV-1 s-1 m-2
                    error: 2.0e-09
                    prior:
                        type: GaussianPrior
                        parameters:
                        -   name: mu
                            value: 3.0e-08
                            unit: ''
                        -   name: sigma
                            value: 1.0e-09
                            unit: ''
                        weight: 1
                -   name: reference
                    value: 1.0
                    unit: TeV
            spatial:
                type: GaussianSpatialModel
                frame: icrs
                parameters:
                -   name: lon_0
                    value: 83.63
                    unit: deg
                    link: lon_0@5TpnafI_
                -   name: lat_0
                    value: 22.01
                    unit: deg
                -   name: sigma
                    value: 0.1
                    unit: deg
                -   name: e
                    value: 0.0
                -   name: phi
                    value: 0.0
                    unit: deg
            temporal:
                type: LinearTemporalModel
                parameters:
                -   name: alpha
                    value: 1.0
                -   name: beta
                    value: 0.1
                    unit: d-1
                -   name: t_ref
                    value: 55555.0
                    unit: d
                scale: utc
        -   name: b
            type: SkyModel
            apply_irf:
                exposure: true
                psf: false
                edisp: true
            datasets_names:
            - x
            spectral:
                type: CompoundSpectralModel
                model1:
                    type: LogParabolaSpectralModel
                    parameters:
                    -   name: amplitude
                        value: 1.0e-12
                        unit: TeV-1 s-1 cm-2
                    -   name: reference
                        value: 10.0
                        unit: TeV
                    -   name: alpha
                        value: 2.0
                        frozen: true
                    -   name: beta
                        value: 1.0
                model2:
                    type: PowerLawNormSpectralModel
                    parameters:
                    -   name: tilt
                        value: 0.0
                    -   name: norm
                        value: 1.0
                    -   name: reference
                        value: 1.0
                        unit: TeV
                operator: mul
            spatial:
                type: PointSpatialModel
                frame: galactic
                parameters:
                -   name: lon_0
                    value: 83.63
                    unit: deg
                    link: lon_0@5TpnafI_
                -   name: lat_0
                    value: 0.0
                    unit: deg
        -   name: d
            type: SkyModel
            spectral:
                type: TemplateSpectralModel
                parameters: []
                energy:
                    data:
                    - 0.1
                    - 1.0
                    - 10.0
                    unit: TeV
                values:
                    data:
                    - 1.0e-10
                    - 1.0e-12
                    - 1.0e-15
                    unit: 1 / (TeV s cm2)
            spatial:
                type: ConstantSpatialModel
                parameters: []
        -   type: FoVBackgroundModel
            datasets_names:
            - stacked
            spectral:
                type: PiecewiseNormSpectralModel
                parameters:
                -   name: norm_0
                    value: 1.0
                -   name: norm_1
                    value: 2.0
                -   name: norm_2
                    value: 3.0
                energy:
                    data:
                    - 0.1
                    - 1.0
                    - 10.0
                    unit: TeV
                interp: log
        -   name: s
            type: SkyModel
            spectral:
                type: PowerLawSpectralModel
                parameters:
                -   name: index
                    value: 2.3
                    error: 0.1
                    min: 1.0
                    max: 3.0
                    prior:
                        type: UniformPrior
                        parameters:
                        -   name: min
                            value: 1.0
                            unit: ''
                        -   name: max
                            value: 3.0
                            unit: ''
                        weight: 1
                -   name: amplitude
                    value: 3.0e-08
                    unit: GeV-1 s-1 m-2
                    prior:
                        type: GaussianPrior
                        parameters:
                        -   name: mu
                            value: 3.0e-08
                            unit: ''
                        -   name: sigma
                            value: 1.0e-09
                            unit: ''
                        weight: 1
                -   name: reference
                    value: 1.0
                    unit: TeV
            temporal:
                type: SineTemporalModel
                parameters:
                -   name: amp
                    value: 1.0
                -   name: omega
                    value: 1.0
                    unit: rad d-1
                -   name: t_ref
                    value: 51544.0
                    unit: d
                scale: utc

        """

    /// The first source again with `full_output=True`.
    static let gammapyFull = """
        components:
        -   name: crab
            type: SkyModel
            spectral:
                type: PowerLawSpectralModel
                parameters:
                -   name: index
                    value: 2.3
                    unit: ''
                    error: 0.1
                    min: 1.0
                    max: 3.0
                    frozen: false
                    interp: lin
                    scale_method: scale10
                    scale_transform: lin
                    prior:
                        type: UniformPrior
                        parameters:
                        -   name: min
                            value: 1.0
                            unit: ''
                        -   name: max
                            value: 3.0
                            unit: ''
                        weight: 1
                -   name: amplitude
                    value: 3.0e-08
                    unit: GeV-1 s-1 m-2
                    error: 2.0e-09
                    min: .nan
                    max: .nan
                    frozen: false
                    interp: log
                    scale_method: scale10
                    scale_transform: lin
                    prior:
                        type: GaussianPrior
                        parameters:
                        -   name: mu
                            value: 3.0e-08
                            unit: ''
                        -   name: sigma
                            value: 1.0e-09
                            unit: ''
                        weight: 1
                -   name: reference
                    value: 1.0
                    unit: TeV
                    error: 0
                    min: .nan
                    max: .nan
                    frozen: true
                    interp: lin
                    scale_method: scale10
                    scale_transform: lin
            spatial:
                type: GaussianSpatialModel
                frame: icrs
                parameters:
                -   name: lon_0
                    value: 83.63
                    unit: deg
                    error: 0
                    min: .nan
                    max: .nan
                    frozen: false
                    interp: lin
                    scale_method: scale10
                    scale_transform: lin
                    link: lon_0@5TpnafI_
                -   name: lat_0
                    value: 22.01
                    unit: deg
                    error: 0
                    min: -90.0
                    max: 90.0
                    frozen: false
                    interp: lin
                    scale_method: scale10
                    scale_transform: lin
                -   name: sigma
                    value: 0.1
                    unit: deg
                    error: 0
                    min: 0.0
                    max: .nan
                    frozen: false
                    interp: lin
                    scale_method: scale10
                    scale_transform: lin
                -   name: e
                    value: 0.0
                    unit: ''
                    error: 0
                    min: 0.0
                    max: 1.0
                    frozen: true
                    interp: lin
                    scale_method: scale10
                    scale_transform: lin
                -   name: phi
                    value: 0.0
                    unit: deg
                    error: 0
                    min: -180.0
                    max: 180.0
                    frozen: true
                    interp: lin
                    scale_method: scale10
                    scale_transform: lin
            temporal:
                type: LinearTemporalModel
                parameters:
                -   name: alpha
                    value: 1.0
                    unit: ''
                    error: 0
                    min: .nan
                    max: .nan
                    frozen: false
                    interp: lin
                    scale_method: scale10
                    scale_transform: lin
                -   name: beta
                    value: 0.1
                    unit: d-1
                    error: 0
                    min: .nan
                    max: .nan
                    frozen: false
                    interp: lin
                    scale_method: scale10
                    scale_transform: lin
                -   name: t_ref
                    value: 55555.0
                    unit: d
                    error: 0
                    min: .nan
                    max: .nan
                    frozen: true
                    interp: lin
                    scale_method: scale10
                    scale_transform: lin
                scale: utc

        """

    /// With covariance, metadata and checksum.
    static let withCovariance = """
        components:
        -   name: crab
            type: SkyModel
            spectral:
                type: PowerLawSpectralModel
                parameters:
                -   name: index
                    value: 2.3
                    error: 0.1
                -   name: amplitude
                    value: 1.0e-12
                    unit: TeV-1 s-1 cm-2
                    error: 2.0e-14
                -   name: reference
                    value: 1.0
                    unit: TeV
        covariance: one_covariance.dat
        metadata:
            creator: Gammapy 2.1
            date: '2026-11-22T22:51:37.311737'
            origin: null
        checksum: 24a0d9a0e17a660399f27965827b5abc

        """

    /// The covariance file beside it.
    static let covariance = """
        |              Parameters |                    0 |     1 |   2 |
        |     crab.spectral.index | 0.010000000000000002 | 1e-15 | 0.0 |
        | crab.spectral.amplitude |                1e-15 | 4e-28 | 0.0 |
        | crab.spectral.reference |                  0.0 |   0.0 | 0.0 |

        """
}
