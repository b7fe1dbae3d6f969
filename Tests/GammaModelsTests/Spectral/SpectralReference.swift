/// Spectra as Gammapy 2.1 writes them, with its values.
///
/// Written by `to_dict`, `__call__`, `integral` and `energy_flux` of Gammapy 2.1 (numpy 2.4, scipy 1.17): values at 0.15, 0.7, 2.5 and
/// 12 TeV; integrals over 0.3–1, 1–2 and 2–10 TeV; in TeV, cm and s.
struct SpectralReference: Sendable, CustomStringConvertible {
    let name: String
    let yaml: String
    let values: [Double]
    let integrals: [Double]
    let energyFluxes: [Double]

    var description: String { name }

    static let energies = [0.15, 0.7, 2.5, 12.0]
    static let edges = [0.3, 1.0, 2.0, 10.0]

    static let all: [SpectralReference] = powerLaws + curved + composite

    static let powerLaws: [SpectralReference] = [
        .init(
            name: "pl",
            yaml: """
                type: PowerLawSpectralModel
                parameters:
                -   name: index
                    value: 2.31
                -   name: amplitude
                    value: 3.4e-11
                    unit: TeV-1 s-1 cm-2
                -   name: reference
                    value: 1.3
                    unit: TeV
                """,
            values: [4.987894424224075e-09, 1.420730122214616e-10, 7.506658186415554e-12, 2.003454033076352e-13],
            integrals: [1.8277068406922877e-10, 2.838949099926182e-11, 1.6859341980269835e-11],
            energyFluxes: [9.096383754595718e-11, 3.8876669551548415e-11, 6.370856373261603e-11]),
        .init(
            name: "pl index 1",
            yaml: """
                type: PowerLawSpectralModel
                parameters:
                -   name: index
                    value: 1.0
                -   name: amplitude
                    value: 3.4e-11
                    unit: TeV-1 s-1 cm-2
                -   name: reference
                    value: 1.0
                    unit: TeV
                """,
            values: [2.2666666666666666e-10, 4.857142857142857e-11, 1.36e-11, 2.8333333333333332e-12],
            integrals: [4.093507534708183e-11, 2.3567004139038138e-11, 5.4720889022759405e-11],
            energyFluxes: [2.3799999999999998e-11, 3.4e-11, 2.72e-10]),
        .init(
            name: "pl in other units",
            yaml: """
                type: PowerLawSpectralModel
                parameters:
                -   name: index
                    value: 2.31
                -   name: amplitude
                    value: 3.4e-14
                    unit: MeV-1 s-1 m-2
                -   name: reference
                    value: 700.0
                    unit: GeV
                """,
            values: [1.1936708300325638e-10, 3.400000000000001e-12, 1.7964451822861705e-13, 4.79453740436047e-15],
            integrals: [4.373950521065296e-12, 6.793990490398658e-13, 4.0346693461785e-13],
            energyFluxes: [2.1768880860649137e-12, 9.303714647031148e-13, 1.5246323936121457e-12]),
        .init(
            name: "pl-2",
            yaml: """
                type: PowerLaw2SpectralModel
                parameters:
                -   name: amplitude
                    value: 1.2e-10
                    unit: s-1 cm-2
                -   name: index
                    value: 2.3
                -   name: emin
                    value: 0.2
                    unit: TeV
                -   name: emax
                    value: 30.0
                    unit: TeV
                """,
            values: [1.5139033320812942e-09, 4.3790766665186745e-11, 2.3433978155001367e-12, 6.353180215317127e-14],
            integrals: [5.611178908661802e-11, 8.807625812797354e-12, 5.279876995943455e-12],
            energyFluxes: [2.795855440843528e-11, 1.2065940752574837e-11, 1.999116766784038e-11]),
        .init(
            name: "bpl",
            yaml: """
                type: BrokenPowerLawSpectralModel
                parameters:
                -   name: index1
                    value: 1.8
                -   name: index2
                    value: 2.9
                -   name: amplitude
                    value: 2.0e-12
                    unit: TeV-1 s-1 cm-2
                -   name: ebreak
                    value: 1.7
                    unit: TeV
                """,
            values: [1.5807885728599867e-10, 9.877830785808682e-12, 6.535906677315312e-13, 6.9136319204528006e-15],
            integrals: [1.0526059946191803e-11, 2.7229116319606625e-12, 1.2523367397079214e-12],
            energyFluxes: [5.561802587845095e-12, 3.783767243814502e-12, 4.244896060899246e-12]),
        .init(
            name: "sbpl",
            yaml: """
                type: SmoothBrokenPowerLawSpectralModel
                parameters:
                -   name: index1
                    value: 1.5
                -   name: index2
                    value: 2.5
                -   name: amplitude
                    value: 4.0e-12
                    unit: TeV-1 s-1 cm-2
                -   name: ebreak
                    value: 0.9
                    unit: TeV
                -   name: reference
                    value: 1.1
                    unit: TeV
                -   name: beta
                    value: 0.7
                """,
            values: [7.53993555322242e-11, 5.438525133173472e-12, 3.6310076418073197e-13, 8.184959168493626e-15],
            integrals: [5.802473822372747e-12, 1.30007359627716e-12, 7.970777317008389e-13],
            energyFluxes: [3.0549523122533222e-12, 1.7915299441726995e-12, 2.965631164280138e-12]),
        .init(
            name: "sbpl downwards",
            yaml: """
                type: SmoothBrokenPowerLawSpectralModel
                parameters:
                -   name: index1
                    value: 2.9
                -   name: index2
                    value: 1.6
                -   name: amplitude
                    value: 4.0e-12
                    unit: TeV-1 s-1 cm-2
                -   name: ebreak
                    value: 0.9
                    unit: TeV
                -   name: reference
                    value: 1.1
                    unit: TeV
                -   name: beta
                    value: 1.4
                """,
            values: [1.6478004105836012e-09, 3.356928730578961e-11, 2.2074841586427067e-12, 1.280637487776152e-13],
            integrals: [4.516443649167828e-11, 7.1218647846238385e-12, 5.8053768499335346e-12],
            energyFluxes: [2.2229996809038514e-11, 9.826482360973302e-12, 2.409358272812229e-11]),
        .init(
            name: "ecpl",
            yaml: """
                type: ExpCutoffPowerLawSpectralModel
                parameters:
                -   name: index
                    value: 1.6
                -   name: amplitude
                    value: 3.0e-12
                    unit: TeV-1 s-1 cm-2
                -   name: reference
                    value: 1.0
                    unit: TeV
                -   name: lambda_
                    value: 0.12
                    unit: TeV-1
                -   name: alpha
                    value: 1.0
                """,
            values: [6.131375858441125e-11, 4.880717310746081e-12, 5.130136210904945e-13, 1.3336663916491741e-14],
            integrals: [4.964929663838748e-12, 1.4374886948121193e-12, 1.2439880204133747e-12],
            energyFluxes: [2.665260089853543e-12, 2.0110328854955744e-12, 4.862900407380484e-12]),
        .init(
            name: "ecpl alpha",
            yaml: """
                type: ExpCutoffPowerLawSpectralModel
                parameters:
                -   name: index
                    value: 1.6
                -   name: amplitude
                    value: 3.0e-12
                    unit: TeV-1 s-1 cm-2
                -   name: reference
                    value: 2.0
                    unit: TeV
                -   name: lambda_
                    value: 0.2
                    unit: TeV-1
                -   name: alpha
                    value: 0.6
                """,
            values: [1.6751354479352755e-10, 1.183364597423247e-11, 1.0852698341900164e-12, 3.145689112824346e-14],
            integrals: [1.2403297683433457e-11, 3.2432409317450367e-12, 2.5959975833051644e-12],
            energyFluxes: [6.58502370101794e-12, 4.517339739449362e-12, 1.0118572647319416e-11]),
        .init(
            name: "ecpl-norm",
            yaml: """
                type: ExpCutoffPowerLawNormSpectralModel
                parameters:
                -   name: index
                    value: 0.3
                -   name: norm
                    value: 1.4
                -   name: reference
                    value: 2.0
                    unit: TeV
                -   name: lambda_
                    value: 0.05
                    unit: TeV-1
                -   name: alpha
                    value: 1.2
                """,
            values: [3.036584992339812, 1.8842270697373276, 1.2056995366043846, 0.47578753710447214],
            integrals: [1.3800622879816646, 1.4712040678123501, 6.69134525829103],
            energyFluxes: [0.8672667338242128, 2.177233516470439, 36.463487041057]),
        .init(
            name: "ecpl-3fgl",
            yaml: """
                type: ExpCutoffPowerLaw3FGLSpectralModel
                parameters:
                -   name: index
                    value: 1.4
                -   name: amplitude
                    value: 5.0e-12
                    unit: TeV-1 s-1 cm-2
                -   name: reference
                    value: 1.0
                    unit: TeV
                -   name: ecut
                    value: 6.0
                    unit: TeV
                """,
            values: [8.20289765940619e-11, 8.6605898645867e-12, 1.0796434932622684e-12, 2.465526698313315e-14],
            integrals: [8.333659749633003e-12, 2.8253673174949723e-12, 2.6308387664325017e-12],
            energyFluxes: [4.567458915529829e-12, 3.973700679155437e-12, 1.0265919683941612e-11]),
        .init(
            name: "pl-norm",
            yaml: """
                type: PowerLawNormSpectralModel
                parameters:
                -   name: tilt
                    value: 0.15
                -   name: norm
                    value: 1.2
                -   name: reference
                    value: 2.0
                    unit: TeV
                """,
            values: [1.7697913027989152, 1.4046594309029754, 1.1604989292819596, 0.9171884107083594],
            integrals: [1.0035009380820825, 1.257078392374807, 8.266094544448437],
            energyFluxes: [0.6421249166204976, 1.8748738559559923, 48.357731690709045]),
    ]

    static let curved: [SpectralReference] = [
        .init(
            name: "secpl-3fgl",
            yaml: """
                type: SuperExpCutoffPowerLaw3FGLSpectralModel
                parameters:
                -   name: amplitude
                    value: 5.0e-12
                    unit: TeV-1 s-1 cm-2
                -   name: reference
                    value: 1.0
                    unit: TeV
                -   name: ecut
                    value: 8.0
                    unit: TeV
                -   name: index_1
                    value: 1.3
                -   name: index_2
                    value: 1.4
                """,
            values: [6.194717992767863e-11, 8.12139671795688e-12, 1.3184123449871007e-12, 3.57698522644786e-14],
            integrals: [7.467317398673742e-12, 3.019526247816707e-12, 3.4884350312253762e-12],
            energyFluxes: [4.1715207400071776e-12, 4.28274783455153e-12, 1.4148508752958096e-11]),
        .init(
            name: "secpl-4fgl",
            yaml: """
                type: SuperExpCutoffPowerLaw4FGLSpectralModel
                parameters:
                -   name: amplitude
                    value: 5.0e-12
                    unit: TeV-1 s-1 cm-2
                -   name: reference
                    value: 1.0
                    unit: TeV
                -   name: expfactor
                    value: 0.0001
                -   name: index_1
                    value: 1.3
                -   name: index_2
                    value: 0.6
                """,
            values: [7.71891276278569e-11, 8.58325253617655e-12, 1.1348520622640574e-12, 5.024011877756858e-14],
            integrals: [8.194431143043878e-12, 2.858970911393901e-12, 3.0094693175613466e-12],
            energyFluxes: [4.505128427541095e-12, 4.027864617329859e-12, 1.2393582260590006e-11]),
        .init(
            name: "secpl-4fgl-dr3",
            yaml: """
                type: SuperExpCutoffPowerLaw4FGLDR3SpectralModel
                parameters:
                -   name: amplitude
                    value: 5.0e-12
                    unit: TeV-1 s-1 cm-2
                -   name: reference
                    value: 1.0
                    unit: TeV
                -   name: expfactor
                    value: 0.3
                -   name: index_1
                    value: 1.3
                -   name: index_2
                    value: 0.7
                """,
            values: [4.096162870714334e-11, 7.810949563509482e-12, 1.297525990548452e-12, 3.238908415726212e-14],
            integrals: [6.805566266370351e-12, 3.0503345683652023e-12, 3.2485633492330343e-12],
            energyFluxes: [3.8820363669760005e-12, 4.3273987035091994e-12, 1.2838170108223246e-11]),
        .init(
            name: "secpl-4fgl-dr3 small",
            yaml: """
                type: SuperExpCutoffPowerLaw4FGLDR3SpectralModel
                parameters:
                -   name: amplitude
                    value: 5.0e-12
                    unit: TeV-1 s-1 cm-2
                -   name: reference
                    value: 1.0
                    unit: TeV
                -   name: expfactor
                    value: 0.3
                -   name: index_1
                    value: 1.3
                -   name: index_2
                    value: 0.003
                """,
            values: [3.435875898639515e-11, 7.799343719709849e-12, 1.3393791420899562e-12, 7.81237839802214e-14],
            integrals: [6.714184612876034e-12, 3.059280674913418e-12, 3.7634726903006884e-12],
            energyFluxes: [3.846302114562871e-12, 4.343016967942488e-12, 1.5977905243960082e-11]),
        .init(
            name: "lp",
            yaml: """
                type: LogParabolaSpectralModel
                parameters:
                -   name: amplitude
                    value: 3.2e-11
                    unit: TeV-1 s-1 cm-2
                -   name: reference
                    value: 1.0
                    unit: TeV
                -   name: alpha
                    value: 2.4
                -   name: beta
                    value: 0.11
                """,
            values: [2.044537334230126e-09, 7.427406972514012e-11, 3.2358232853135437e-12, 4.169959872651026e-14],
            integrals: [9.325237779937735e-11, 1.400636856800285e-11, 6.510145620963047e-12],
            energyFluxes: [4.668141925051673e-11, 1.9058309874318317e-11, 2.2825851365866948e-11]),
        .init(
            name: "lp2",
            yaml: """
                type: LogParabola2SpectralModel
                parameters:
                -   name: amplitude
                    value: 3.2e-11
                    unit: TeV-1 s-1 cm-2
                -   name: reference
                    value: 1.0
                    unit: TeV
                -   name: alpha
                    value: 2.4
                -   name: beta
                    value: 0.11
                -   name: escale
                    value: 2.0
                    unit: TeV
                """,
            values: [1.7691927178072615e-09, 7.228139684723099e-11, 3.4699738774832372e-12, 5.0398235780075185e-14],
            integrals: [8.811024243360212e-11, 1.4319649213204748e-11, 7.120945177552781e-12],
            energyFluxes: [4.449420248848431e-11, 1.9542614082790612e-11, 2.5308806200010734e-11]),
        .init(
            name: "lp-norm",
            yaml: """
                type: LogParabolaNormSpectralModel
                parameters:
                -   name: norm
                    value: 0.9
                -   name: reference
                    value: 3.0
                    unit: TeV
                -   name: alpha
                    value: 0.2
                -   name: beta
                    value: 0.05
                """,
            values: [1.0460962162053415, 1.0830746390063068, 0.9318734453174349, 0.6195821432452763],
            integrals: [0.7585909413604723, 1.0101427346092695, 6.239453183221509],
            energyFluxes: [0.4912001392753248, 1.5079072378349923, 35.86392250704541]),
        .init(
            name: "const",
            yaml: """
                type: ConstantSpectralModel
                parameters:
                -   name: const
                    value: 2.0e-12
                    unit: TeV-1 s-1 cm-2
                """,
            values: [2e-12, 2e-12, 2e-12, 2e-12],
            integrals: [1.3999999999999999e-12, 1.999999999999999e-12, 1.6000000000000006e-11],
            energyFluxes: [9.100000000000012e-13, 2.999999999999995e-12, 9.600000000000008e-11]),
        .init(
            name: "gauss",
            yaml: """
                type: GaussianSpectralModel
                parameters:
                -   name: amplitude
                    value: 3.0e-12
                    unit: s-1 cm-2
                -   name: mean
                    value: 2.0
                    unit: TeV
                -   name: sigma
                    value: 0.8
                    unit: TeV
                """,
            values: [1.032078030108918e-13, 3.995185054896941e-13, 1.2306036320639066e-12, 1.760698259240705e-46],
            integrals: [2.6656940165521956e-13, 1.183050678999434e-12, 1.5e-12],
            energyFluxes: [1.9491136299199904e-13, 1.8469976899690824e-12, 3.9574614729634385e-12]),
    ]

    static let composite: [SpectralReference] = [
        .init(
            name: "template",
            yaml: """
                type: TemplateSpectralModel
                parameters: []
                energy:
                    data:
                    - 0.2
                    - 1.0
                    - 3.0
                    - 8.0
                    unit: TeV
                values:
                    data:
                    - 3.0e-11
                    - 2.0e-12
                    - 1.0e-13
                    - 0.0
                    unit: 1 / (TeV s cm2)
                """,
            values: [4.867925766938364e-11, 3.644760477382541e-12, 1.6440462728770377e-13, 0.0],
            integrals: [3.734744301998085e-12, 8.082837938819319e-13, 1.7574557124582964e-13],
            energyFluxes: [2.0012744746602e-12, 1.0890290781771112e-12, 4.230927919011483e-13]),
        .init(
            name: "piecewise-norm",
            yaml: """
                type: PiecewiseNormSpectralModel
                parameters:
                -   name: norm_0
                    value: 0.8
                -   name: norm_1
                    value: 1.5
                -   name: norm_2
                    value: 1.1
                energy:
                    data:
                    - 0.4
                    - 2.0
                    - 7.0
                    unit: TeV
                interp: log
                """,
            values: [0.8, 0.9954396658688502, 1.4193797250784268, 1.1],
            integrals: [0.6727341343950396, 1.334527737285937, 9.546518398660163],
            energyFluxes: [0.4531027217742319, 2.031210001415628, 55.383818506732915]),
        .init(
            name: "piecewise-norm lin",
            yaml: """
                type: PiecewiseNormSpectralModel
                parameters:
                -   name: norm_0
                    value: 0.8
                -   name: norm_1
                    value: 1.5
                -   name: norm_2
                    value: 1.1
                energy:
                    data:
                    - 0.4
                    - 2.0
                    - 7.0
                    unit: TeV
                interp: lin
                """,
            values: [0.8, 0.93125, 1.46, 1.1],
            integrals: [0.6387552352712141, 1.281252745721096, 9.799959447166648],
            energyFluxes: [0.4270031435475547, 1.9583375283465094, 56.46659326565352]),
        .init(
            name: "compound mul",
            yaml: """
                type: CompoundSpectralModel
                model1:
                    type: PowerLawSpectralModel
                    parameters:
                    -   name: index
                        value: 2.2
                    -   name: amplitude
                        value: 3.0e-11
                        unit: TeV-1 s-1 cm-2
                    -   name: reference
                        value: 1.0
                        unit: TeV
                model2:
                    type: LogParabolaNormSpectralModel
                    parameters:
                    -   name: norm
                        value: 0.7
                    -   name: reference
                        value: 1.0
                        unit: TeV
                    -   name: alpha
                        value: 0.1
                    -   name: beta
                        value: 0.2
                operator: mul
                """,
            values: [8.027838948921733e-10, 4.649902783756677e-11, 2.1579010504441553e-12, 2.0126557478798918e-14],
            integrals: [5.3620424119359575e-11, 9.358558103662158e-12, 4.1949250319755504e-12],
            energyFluxes: [2.7509681335402652e-11, 1.2754107884425017e-11, 1.4336666287822761e-11]),
        .init(
            name: "compound add",
            yaml: """
                type: CompoundSpectralModel
                model1:
                    type: PowerLawSpectralModel
                    parameters:
                    -   name: index
                        value: 2.2
                    -   name: amplitude
                        value: 3.0e-11
                        unit: TeV-1 s-1 cm-2
                    -   name: reference
                        value: 1.0
                        unit: TeV
                model2:
                    type: LogParabolaSpectralModel
                    parameters:
                    -   name: amplitude
                        value: 1.0e-11
                        unit: TeV-1 s-1 cm-2
                    -   name: reference
                        value: 1.0
                        unit: TeV
                    -   name: alpha
                        value: 2.1
                    -   name: beta
                        value: 0.2
                operator: add
                """,
            values: [2.2101658966046696e-09, 8.636937361685723e-11, 5.2304971468635964e-12, 1.4249641202663655e-13],
            integrals: [1.0316078575187166e-10, 1.884453214730458e-11, 1.1825828548059683e-11],
            energyFluxes: [5.246411401776382e-11, 2.5909211476999753e-11, 4.485619366436513e-11]),
        .init(
            name: "compound sub",
            yaml: """
                type: CompoundSpectralModel
                model1:
                    type: PowerLawSpectralModel
                    parameters:
                    -   name: index
                        value: 2.2
                    -   name: amplitude
                        value: 3.0e-11
                        unit: TeV-1 s-1 cm-2
                    -   name: reference
                        value: 1.0
                        unit: TeV
                model2:
                    type: LogParabolaSpectralModel
                    parameters:
                    -   name: amplitude
                        value: 1.0e-11
                        unit: TeV-1 s-1 cm-2
                    -   name: reference
                        value: 1.0
                        unit: TeV
                    -   name: alpha
                        value: 2.1
                    -   name: beta
                        value: 0.2
                operator: sub
                """,
            values: [1.6870142410537994e-09, 4.5133596642625986e-11, 2.762013644194385e-12, 1.1098873042886576e-13],
            integrals: [5.888243489010958e-11, 9.391703572117658e-12, 6.7831388691790435e-12],
            energyFluxes: [2.921375429130403e-11, 1.2925619218265132e-11, 2.702172757450684e-11]),
        .init(
            name: "compound truediv",
            yaml: """
                type: CompoundSpectralModel
                model1:
                    type: PowerLawSpectralModel
                    parameters:
                    -   name: index
                        value: 2.2
                    -   name: amplitude
                        value: 3.0e-11
                        unit: TeV-1 s-1 cm-2
                    -   name: reference
                        value: 1.0
                        unit: TeV
                model2:
                    type: PowerLawNormSpectralModel
                    parameters:
                    -   name: tilt
                        value: 0.3
                    -   name: norm
                        value: 2.0
                    -   name: reference
                        value: 1.0
                        unit: TeV
                operator: truediv
                """,
            values: [5.514648891487439e-10, 2.953962536081075e-11, 2.6302997433245213e-12, 1.3355092229029323e-13],
            integrals: [3.2587119475845217e-11, 7.735221145530919e-12, 6.833236501478831e-12],
            energyFluxes: [1.7014777415218262e-11, 1.0766019380444476e-11, 2.807279238868097e-11]),
    ]
}
