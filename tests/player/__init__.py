"""The player in the browser, as far as it is not gestures: `.ci/run js` runs its tests in Node."""
