/** How answers are spoilt on their way out. */
import type { Effect } from '../../faults/effect.ts'
import type { Program } from '../handling/program.ts'

/** What has become of an answer on its way out. */
export const Spoilt = { No: 0, Wrong: 1, Garbled: 2 } as const
export type Spoilt = (typeof Spoilt)[keyof typeof Spoilt]

/** A request and its answer: how many bytes they have together, and who answers whom. */
export type Exchange = {
  readonly bytes: number
  /** The operation that was asked for, where there are several. */
  readonly of?: Program
  between(this: void): string
}

const BITS_PER_BYTE = 8

/** The share of answers that an effect makes wrong, of so many bytes each. */
export const wrongRate = ({ wrongRate, bitErrorRate }: Effect, bytes: number): number =>
  bitErrorRate === 0 ? wrongRate : flipped(bitErrorRate, bytes)

/** 1 - (1 - p)^bits, without the power: exact for the smallest p. */
const flipped = (bitErrorRate: number, bytes: number): number =>
  -Math.expm1(bytes * BITS_PER_BYTE * Math.log1p(-bitErrorRate))
