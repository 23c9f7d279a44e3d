/** Which replicas are in use: those that fail are left out, but not too many of them. */
import { none, optionsIn, type PartRow } from './row.ts'

/** Replicas that fail unlike the others are left out for a while. */
export const ejection: PartRow = {
  at: 'part',
  price: 2,
  offers: ({ part, data: { replicas } }) => {
    if (replicas < 2 || part['outlierDetection'] !== undefined) return none
    const rule = { consecutive: 5, interval: '1s', base: '5s', most: '50%' }
    return [{ what: 'outlier detection', edit: written => (written['outlierDetection'] = rule) }]
  },
}

/** Fewer replicas may be left out at a time, or none. */
export const lessEjection: PartRow = {
  at: 'part',
  price: 1,
  offers: ({ part }) => {
    const had = optionsIn(part, 'outlierDetection')
    if (had === undefined) return none
    const fewer = { ...had, most: '10%' }
    return [
      { what: 'fewer ejections', edit: written => (written['outlierDetection'] = fewer) },
      { what: 'no outlier detection', edit: written => delete written['outlierDetection'] },
    ]
  },
}

/** Replicas that do not answer probes are left out. */
export const healthChecks: PartRow = {
  at: 'part',
  price: 2,
  offers: ({ part, data: { replicas } }) => {
    if (replicas < 2 || part['health'] !== undefined) return none
    const health = { every: '1s', timeout: '500ms' }
    return [{ what: 'health checks', edit: written => (written['health'] = health) }]
  },
}
