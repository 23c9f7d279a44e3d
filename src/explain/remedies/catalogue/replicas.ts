/** Which replicas are in use: those that fail are left out, but not too many of them. */
import { type Share, share } from '../../../kernel/units.ts'
import { none, optionsIn, type PartRow, type Written } from './row.ts'

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
  offers: ({ part, data: { replicas } }) => {
    const had = optionsIn(part, 'outlierDetection')
    if (had === undefined) return none
    const most = (had['most'] ?? USUAL_MOST) as Share
    const many = Math.floor(share(most) * replicas)
    const fewer = [...new Set([Math.floor(many / 2), 1])].filter(few => few > 0 && few < many)
    return [
      ...fewer.map(few => {
        const percent = Math.ceil((100 * few) / replicas)
        const changed = { ...had, most: typeof most === 'number' ? percent / 100 : `${percent}%` }
        const what = `no more than ${few} of ${replicas} replicas ejected at a time`
        return { what, edit: (written: Written) => (written['outlierDetection'] = changed) }
      }),
      { what: 'no outlier detection', edit: written => delete written['outlierDetection'] },
    ]
  },
}

/** What outlier detection says where it says nothing. */
const USUAL_MOST = '10%'

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
