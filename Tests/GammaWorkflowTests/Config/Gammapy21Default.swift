/// `AnalysisConfig().to_yaml()` of Gammapy 2.1, without the metadata block.
let gammapy21Default = """
    general:
        log:
            level: info
            filename: null
            filemode: null
            format: null
            datefmt: null
        outdir: .
        n_jobs: 1
        datasets_file: null
        models_file: null
    observations:
        datastore: $GAMMAPY_DATA/hess-dl3-dr1
        obs_ids: []
        obs_file: null
        obs_cone:
            frame: null
            lon: null
            lat: null
            radius: null
        obs_time:
            start: null
            stop: null
        required_irf:
        - aeff
        - edisp
        - psf
        - bkg
    datasets:
        type: 1d
        stack: true
        geom:
            wcs:
                skydir:
                    frame: null
                    lon: null
                    lat: null
                binsize: 0.02 deg
                width:
                    width: 5.0 deg
                    height: 5.0 deg
                binsize_irf: 0.2 deg
            selection:
                offset_max: 2.5 deg
            axes:
                energy:
                    min: 1.0 TeV
                    max: 10.0 TeV
                    nbins: 5
                energy_true:
                    min: 0.5 TeV
                    max: 20.0 TeV
                    nbins: 16
        map_selection:
        - counts
        - exposure
        - background
        - psf
        - edisp
        background:
            method: null
            exclusion: null
            parameters: {}
        safe_mask:
            methods:
            - aeff-default
            parameters: {}
        on_region:
            frame: null
            lon: null
            lat: null
            radius: null
        containment_correction: true
    fit:
        fit_range:
            min: null
            max: null
    flux_points:
        energy:
            min: null
            max: null
            nbins: null
        source: source
        parameters:
            selection_optional: all
    excess_map:
        correlation_radius: 0.1 deg
        parameters: {}
        energy_edges:
            min: null
            max: null
            nbins: null
    light_curve:
        time_intervals:
            start: null
            stop: null
        energy_edges:
            min: null
            max: null
            nbins: null
        source: source
        parameters:
            selection_optional: all

    """

/// The configuration of the Crab spectrum that has to run as it stands.
let crabConfiguration = """
    general:
      log: {level: info, filename: null, filemode: null, format: null, datefmt: null}
      outdir: .
    observations:
      datastore: $GAMMAPY_DATA/hess-dl3-dr1
      obs_ids: []
      obs_file: null
      obs_cone: {frame: icrs, lon: 83.633 deg, lat: 22.014 deg, radius: 5.0 deg}
      obs_time: {start: null, stop: null}
      required_irf: [aeff, edisp, bkg]
    datasets:
      type: 1d
      stack: true
      geom:
        axes:
          energy: {min: 0.2 TeV, max: 30.0 TeV, nbins: 15}
          energy_true: {min: 0.1 TeV, max: 60.0 TeV, nbins: 30}
      map_selection: [counts, exposure, edisp]
      background: {method: reflected, exclusion: null}
      safe_mask: {methods: [aeff-default, aeff-max], parameters: {aeff_percent: 10}}
      on_region: {frame: icrs, lon: 83.63 deg, lat: 22.01 deg, radius: 0.11 deg}
      containment_correction: true
    fit:
      fit_range: {min: 0.6 TeV, max: 20.0 TeV}
    flux_points:
      energy: {min: 0.4 TeV, max: 20.0 TeV, nbins: 10}
      source: Crab
      parameters: {selection_optional: all}

    """
