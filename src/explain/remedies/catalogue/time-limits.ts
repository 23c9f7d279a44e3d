/** How long somebody waits: time-outs, deadlines, and deadlines that are handed on. */
import { formatMs } from '../../../kernel/units.ts'
import {
  type CallPlace,
  type CallRow,
  inText,
  isOwnCall,
  msOf,
  niceMs,
  none,
  type Offer,
  type SystemRow,
  times,
  type Written,
} from './row.ts'

/** Twice what nearly all take while nothing goes wrong. */
const usualMs = ({ p99Ms }: CallPlace): number => niceMs(2 * p99Ms)

/** A time-out from what calls take while nothing goes wrong, or a shorter one than there is. */
export const timeout: CallRow = {
  at: 'call',
  price: 1,
  offers: place => {
    if (!isOwnCall(place)) return none
    const usual = usualMs(place)
    const had = msOf(place.step['timeout'])
    return had !== undefined && had <= usual ? none : [timeoutOf(usual, place)]
  },
}

function timeoutOf(ms: number, place: CallPlace): Offer<Written> {
  return {
    what: `time-out of ${inText(ms)}`,
    note: `its p99 is ${formatMs(place.p99Ms)}`,
    edit: step => (step['timeout'] = inText(ms)),
    dial: {
      value: ms,
      values: times.filter(time => time > place.p99Ms),
      text: inText,
      turned: to => timeoutOf(to, place),
    },
  }
}

/** An end to a whole call with its retries. */
export const deadline: CallRow = {
  at: 'call',
  price: 1,
  offers: place => {
    const { step } = place
    if (!isOwnCall(place) || step['retry'] === undefined || step['deadline'] !== undefined) {
      return none
    }
    const text = inText(niceMs(4 * place.p99Ms))
    const note = `its p99 is ${formatMs(place.p99Ms)}`
    return [{ what: `deadline of ${text}`, note, edit: written => (written['deadline'] = text) }]
  },
}

/** Callees know when their callers will have given up, and do no work in vain. */
export const propagation: SystemRow = {
  at: 'system',
  price: 3,
  offers: ({ options }) => {
    if (options['propagateDeadlines'] === true) return none
    const edit = (draft: { readonly options: Written }) => {
      draft.options['propagateDeadlines'] = true
    }
    return [{ what: 'deadlines handed on', edit }]
  },
}
