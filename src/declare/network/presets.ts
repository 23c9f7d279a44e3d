/**
 * Links by name. The figures are round trips, as they are commonly published: each way takes half.
 * (80 to 120 ms between the US and Europe can only be there and back: light in fibre needs 28 ms
 * for the 5,600 km.) The median and the p99 of each preset fall into its range.
 */
import { constant, logNormal, mixture, pareto } from '../../kernel/distributions/index.ts'

/** Round trips by the name of the link, with the published range in the comment. */
export const linkPresets = Object.freeze({
  /** 0.5 ns: a first-level cache of the CPU. */
  l1Cache: constant('0.5ns'),
  /** 7 ns: a second-level cache of the CPU. */
  l2Cache: constant('7ns'),
  /** 100 ns: main memory. */
  memory: constant('100ns'),
  /** 150 µs: a random read from a solid-state disk. */
  ssd: constant('150us'),
  /** 10 ms: a seek of a hard disk. */
  hdd: constant('10ms'),
  /** 0.1 to 0.5 ms: the same rack. */
  sameRack: logNormal({ median: '0.2ms', p99: '0.45ms' }),
  /** 0.3 to 1 ms: another rack. */
  otherRack: logNormal({ median: '0.45ms', p99: '0.9ms' }),
  /** 0.3 to 1 ms: anywhere in the same zone. */
  sameZone: logNormal({ median: '0.45ms', p99: '0.9ms' }),
  /** 0.5 to 2 ms: another zone of the region. */
  otherZone: logNormal({ median: '0.9ms', p99: '1.8ms' }),
  /** log-normal(-0.5, 0.3) ms: anywhere in the same data centre. */
  sameDatacentre: logNormal({ mu: -0.5, sigma: 0.3 }),
  /** 1 to 3 ms: the same region. */
  sameRegion: logNormal({ median: '1.6ms', p99: '2.8ms' }),
  /** 2 to 5 ms: the same metropolitan area. */
  sameMetro: logNormal({ median: '3ms', p99: '4.7ms' }),
  /** 60 to 80 ms: from coast to coast of the US. */
  acrossUs: logNormal({ median: '67ms', p99: '78ms' }),
  /** log-normal(4.0, 0.5) ms: between regions, one not like another. */
  crossRegion: logNormal({ mu: 4, sigma: 0.5 }),
  /** 80 to 120 ms. */
  usToEurope: logNormal({ median: '92ms', p99: '115ms' }),
  /** 150 to 200 ms. */
  usToAsia: logNormal({ median: '170ms', p99: '195ms' }),
  /** 5 to 20 ms: a user and the nearest edge of a CDN. */
  userToCdn: logNormal({ median: '10ms', p99: '19ms' }),
  /** 20 to 50 ms: a user and an origin in the same region. */
  userToNearOrigin: logNormal({ median: '30ms', p99: '48ms' }),
  /** 50 to 100 ms: a user and an origin on the same continent. */
  userToOrigin: logNormal({ median: '70ms', p99: '97ms' }),
  /** 100 to 300 ms: a user and an origin on another continent. */
  userToFarOrigin: logNormal({ median: '160ms', p99: '290ms' }),
  /** Two modes, with little between them: most paths are short, some are long. */
  publicInternet: mixture([
    { weight: 85, of: logNormal({ median: '30ms', p99: '60ms' }) },
    { weight: 15, of: logNormal({ median: '140ms', p99: '250ms' }) },
  ]),
  /** A heavy tail: a path in congestion. */
  congested: pareto({ min: '20ms', shape: 2.5 }),
})

/** The name of a link. */
export type LinkPreset = keyof typeof linkPresets
