/** Stopping, and leaving out: nothing runs, messages vanish, nothing can be written. */
import { faultKind } from '../kind.ts'
import type { Problem } from '../../kernel/errors.ts'
import {
  amount,
  flag,
  inARow,
  maybe,
  orElse,
  rate,
  time,
  unless,
  way,
  type ways,
} from '../option.ts'

/** What single messages or packets are lost by. */
const some = { rate: orElse(rate, 0.1), burst: maybe(inARow), way }
type Some = { readonly rate: number; readonly burst: number | undefined }

/** What is lost each by itself comes in rows already: of 1 / (1 - rate) in the mean. */
function tooShort({ rate, burst }: Some): Problem[] {
  if (burst === undefined || burst * (1 - rate) >= 1) return []
  if (rate === 1) return [{ what: 'of all messages there is no burst', fix: 'leave burst out' }]
  const least = Number((1 / (1 - rate)).toPrecision(3))
  const what = `of a share of ${rate} ${least} in a row are lost anyway`
  return [{ what, fix: `write a burst over ${least}, or leave it out` }]
}

export const omissions = {
  /** It answers nothing, or refuses, and what it was doing is lost. */
  crash: faultKind('crash', {
    options: { refuse: unless(flag, false) },
    strikes: 'handler',
    canRamp: false,
    shareOf: 'replicas',
    effect: ({ refuse }) => ({ down: true, refuses: refuse }),
  }),
  /** Messages are lost: all of them, on the way there, on the way back, or both. */
  partition: faultKind('partition', {
    options: { way },
    strikes: 'link',
    alsoOnLinks: () => true,
    effect: ({ way }) => lost(way, 1),
  }),
  /** Some messages are lost, each by itself and for good. */
  drop: faultKind('drop', {
    options: some,
    strikes: 'link',
    alsoOnLinks: () => true,
    mistakes: tooShort,
    effect: ({ rate, burst, way }) => ({ ...lost(way, rate, burst), lossOf: 'message' }),
  }),
  /** Some packets are lost, each by itself, and sent again by the transport. */
  packetLoss: faultKind('packetLoss', {
    options: some,
    strikes: 'link',
    alsoOnLinks: () => true,
    mistakes: tooShort,
    effect: ({ rate, burst, way }) => ({ ...lost(way, rate, burst), lossOf: 'packet' }),
  }),
  /** Connections break off: after a time, after some bytes, or at once. */
  resetConnections: faultKind('resetConnections', {
    options: { after: maybe(time), bytes: maybe(amount) },
    strikes: 'link',
    alsoOnLinks: () => true,
    canRamp: false,
    effect: ({ after, bytes }) => ({
      resetAfterMs: after ?? (bytes === undefined ? 0 : Infinity),
      resetAfterBytes: bytes ?? Infinity,
    }),
  }),
  /** Requests that write fail. */
  diskFull: faultKind('diskFull', {
    options: { writes: unless(rate, 1) },
    strikes: 'handler',
    effect: ({ writes }) => ({ errorRate: writes, errorCode: INSUFFICIENT_STORAGE }),
  }),
}

const INSUFFICIENT_STORAGE = 507

const lost = (way: (typeof ways)[number], rate: number, burst = 0) => ({
  lossBurst: burst,
  lossThere: way === 'back' ? 0 : rate,
  lossBack: way === 'there' ? 0 : rate,
})
