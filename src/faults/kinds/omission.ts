/** Stopping, and leaving out: nothing runs, messages vanish, nothing can be written. */
import { faultKind } from '../kind.ts'
import { flag, orElse, rate, unless, word } from '../option.ts'

/** Which messages are lost. */
export const ways = ['both', 'there', 'back'] as const

const way = unless(word(ways), 'both')

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
    options: { rate: orElse(rate, 0.1), way },
    strikes: 'link',
    alsoOnLinks: () => true,
    effect: ({ rate, way }) => ({ ...lost(way, rate), lossOf: 'message' }),
  }),
  /** Some packets are lost, each by itself, and sent again by the transport. */
  packetLoss: faultKind('packetLoss', {
    options: { rate: orElse(rate, 0.1), way },
    strikes: 'link',
    alsoOnLinks: () => true,
    effect: ({ rate, way }) => ({ ...lost(way, rate), lossOf: 'packet' }),
  }),
  /** Requests that write fail. */
  diskFull: faultKind('diskFull', {
    options: { writes: unless(rate, 1) },
    strikes: 'handler',
    effect: ({ writes }) => ({ errorRate: writes, errorCode: INSUFFICIENT_STORAGE }),
  }),
}

const INSUFFICIENT_STORAGE = 507

const lost = (way: (typeof ways)[number], rate: number) => ({
  lossThere: way === 'back' ? 0 : rate,
  lossBack: way === 'there' ? 0 : rate,
})
