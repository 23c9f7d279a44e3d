/** What a wire is made of: where messages go, and what they carry. */
import type { Ms } from '../../kernel/units.ts'
import type { Shards } from '../balancer/shards.ts'
import type { CacheKeys } from '../caches/keys.ts'
import type { Component } from '../handling/component.ts'
import type { Program } from '../handling/program.ts'
import type { Link } from './link.ts'
import type { MessageSize } from './message-size.ts'

/** Where messages go, and what they carry. */
export type WireParts = {
  /** The name of the component that calls. */
  readonly caller: string
  readonly link: Link
  readonly callee: Component
  /** What the callee does with a request. */
  readonly program: Program
  /** For questions to a cache. */
  readonly keys: CacheKeys | null
  /** For calls that declare keys of their own. */
  readonly shards: Shards | null
  /** Whether the caller says which replica of the callee a request goes to. */
  readonly addressed: boolean
  readonly requestSize: MessageSize
  readonly responseSize: MessageSize
  /** Whether requests carry the deadline of the call, and how long an attempt may take. */
  readonly propagate: boolean
  readonly timeoutMs: Ms
}
