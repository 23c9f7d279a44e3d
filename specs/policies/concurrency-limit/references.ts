/** The published limits written down once more, in the words of their sources. */

/** One request, as the sources' `_update(startTime, rtt, inflight, didDrop)` has it. */
export type Update = {
  readonly rtt: number
  readonly inflight: number
  readonly didDrop: boolean
}

/** What each source's `getLimit()` gives after an update. */
export type ReferenceLimit = (update: Update) => number

/** Netflix's AIMDLimit with its defaults, but for the bounds. */
export function aimd(initial: number, min: number, max: number): ReferenceLimit {
  let currentLimit = initial
  return ({ rtt, inflight, didDrop }) => {
    if (didDrop || rtt > 5_000) currentLimit = Math.trunc(currentLimit * 0.9)
    else if (inflight * 2 >= currentLimit) currentLimit += 1
    currentLimit = Math.min(max, Math.max(min, currentLimit))
    return currentLimit
  }
}

/** Netflix's VegasLimit; the random number stands in for `ThreadLocalRandom.nextDouble(0.5, 1)`. */
export function vegas(
  initial: number,
  maxLimit: number,
  smoothing: number,
  random: () => number,
): ReferenceLimit {
  const log10 = (limit: number): number => Math.max(1, String(Math.trunc(limit)).length - 1)
  let [estimatedLimit, rttNoload, probeCount, probeJitter] = [initial, 0, 0, 0.5 + random() * 0.5]
  return ({ rtt, inflight, didDrop }) => {
    probeCount += 1
    if (probeJitter * 30 * estimatedLimit <= probeCount) {
      probeJitter = 0.5 + random() * 0.5
      probeCount = 0
      rttNoload = rtt
      return Math.trunc(estimatedLimit)
    }
    if (rttNoload === 0 || rtt < rttNoload) {
      rttNoload = rtt
      return Math.trunc(estimatedLimit)
    }
    const queueSize = Math.ceil(estimatedLimit * (1 - rttNoload / rtt))
    const [alpha, beta] = [3 * log10(estimatedLimit), 6 * log10(estimatedLimit)]
    let newLimit = estimatedLimit
    if (didDrop) newLimit -= log10(estimatedLimit)
    else if (inflight * 2 < estimatedLimit) return Math.trunc(estimatedLimit)
    else if (queueSize <= log10(estimatedLimit)) newLimit += beta
    else if (queueSize < alpha) newLimit += log10(estimatedLimit)
    else if (queueSize > beta) newLimit -= log10(estimatedLimit)
    else return Math.trunc(estimatedLimit)
    newLimit = Math.max(1, Math.min(maxLimit, newLimit))
    estimatedLimit = (1 - smoothing) * estimatedLimit + smoothing * newLimit
    return Math.trunc(estimatedLimit)
  }
}

/** Netflix's Gradient2Limit with tolerance 1.5, queue size 4, smoothing 0.2 and ExpAvg(600, 10). */
export function gradient2(initial: number, minLimit: number, maxLimit: number): ReferenceLimit {
  let [estimatedLimit, value, sum, count] = [initial, 0, 0, 0]
  return ({ rtt, inflight }) => {
    if (count < 10) {
      count += 1
      sum += rtt
      value = sum / count
    } else {
      const factor = 2 / (600 + 1)
      value = value * (1 - factor) + rtt * factor
    }
    const longRtt = value
    if (longRtt / rtt > 2) value *= 0.95
    if (inflight < estimatedLimit / 2) return Math.trunc(estimatedLimit)
    const gradient = Math.max(0.5, Math.min(1, (1.5 * longRtt) / rtt))
    let newLimit = estimatedLimit * gradient + 4
    newLimit = estimatedLimit * (1 - 0.2) + newLimit * 0.2
    estimatedLimit = Math.max(minLimit, Math.min(maxLimit, newLimit))
    return Math.trunc(estimatedLimit)
  }
}
