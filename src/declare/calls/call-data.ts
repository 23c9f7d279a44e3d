/** A call as the engine takes it: its policies, layer by layer, and its sizes. */
import type { Distribution, Zipf } from '../../kernel/distributions/index.ts'
import type { RealCode } from '../real-code.ts'
import type { PoliciesData } from './call-policies.ts'
import type { MessageData } from './message.ts'
import type { RecordData } from './record.ts'

/** Policies and sizes of a call. */
export type CallPolicy = PoliciesData & {
  readonly optional: boolean
  readonly cancel: boolean
  /** Null: as the system says. */
  readonly propagate: boolean | null
  /** Of which keys each call has one, for a callee that chooses by key. */
  readonly key: number | Zipf | null
  /**
   * What the attempts of this call are, when they have policies of their own: one layer more. With
   * a hedge, several of its calls may race.
   */
  readonly inner: CallPolicy | null
  readonly requestBytes: SizeData
  readonly responseBytes: SizeData
}

/** A number of bytes, or the law that draws it. */
export type SizeData = number | Distribution

/** A step that calls. */
export type CallData = {
  readonly step: 'call'
  readonly to: string
  readonly policy: CallPolicy
  /** A policy of another library, around those of `policy`. */
  readonly wrap?: RealCode
  /** What it does to a record of the store that it calls; left out when that is nothing. */
  readonly record?: RecordData
}
/** A step that hands a message to a queue. */
export type PublishData = {
  readonly step: 'publish'
  readonly to: string
  readonly policy: CallPolicy
  /** What is said of the message; left out when that is nothing. */
  readonly message?: MessageData
}
