/** Lists that are handed in as typed arrays. */

/** A list as it was written: numbers in a typed array are a list like any other. */
export const asList = (written: unknown): unknown =>
  ArrayBuffer.isView(written) && !(written instanceof DataView)
    ? Array.from(written as Float64Array)
    : written
