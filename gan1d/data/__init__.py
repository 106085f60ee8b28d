"""p_data and p_z: targets with exact cdf and quantile, the presets, one's own."""
