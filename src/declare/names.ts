/** The names of a system as the compiler knows them: its components, calls, targets and classes. */
import type { GroupOf } from '../faults/groups.ts'
import type { Component } from './components.ts'
import type { Anybody, Wrapped } from './real-code.ts'
import type { System } from './system.ts'

/** The names a system gives to things, for the types of whatever asks about them. */
export type Names = {
  /** Components that handle requests: all but clients. */
  readonly component: string
  /** Calls, as `caller->callee`. */
  readonly call: string
  /** What a fault may be aimed at. */
  readonly target: string
  /** Classes of requests. */
  readonly requestClass: string
  /** Queues of messages. */
  readonly queue: string
  /** Caches, and networks that deliver content. */
  readonly cache: string
  /** Whether code takes part, so that a run is awaited, or models only. */
  readonly runs: 'code' | 'models'
}

/** The parts of a system, by name. */
export type Parts = { readonly [name: string]: Component }

/** Whom a part calls. Of code that does not say it, everybody. */
type CalleesOf<P, T = unknown> =
  P extends Component<infer C, string, string>
    ? string extends C
      ? P extends { readonly kind: 'code' | 'app' }
        ? Callable<T>
        : C
      : Exclude<C, Wrapped | Anybody> | (Anybody extends C ? Callable<T> : never)
    : never
type OperationsOf<P> = P extends Component<string, infer O, string> ? O : never
/** Clients without tasks have one class of requests, '', which goes by the clients' own name. */
type ClassesOf<P> = P extends Component<string, string, infer R> ? R : never
/** The queue that a worker takes messages of. */
type SourceOf<P> = P extends { readonly types?: { readonly source: infer Q extends string } }
  ? Q
  : never
type ZonesOf<P> = P extends Component<string, string, string, infer Z> ? Z : never

type NameOf<T> = keyof T & string

type WithOperations<Name extends string, P> = [OperationsOf<P>] extends [never]
  ? never
  : `${Name}.${OperationsOf<P>}`

/** Everything but clients: what handles requests has no request classes of its own. */
type Handlers<T> = {
  [K in NameOf<T>]: [ClassesOf<T[K]>] extends [never] ? K : Unknown<ClassesOf<T[K]>, K>
}[NameOf<T>]

/** Of a system made at run time the compiler knows no names, so any will do. */
type Unknown<Name extends string, Then> = string extends Name ? Then : never

/** What can be called: components, or their operations if they have some; no workers. */
type Callable<T> = {
  [K in Handlers<T>]: [OperationsOf<T[K]>] extends [never]
    ? NoWorker<K, T[K]>
    : WithOperations<K, T[K]>
}[Handlers<T>]

type NoWorker<Name extends string, P> = [SourceOf<P>] extends [never] ? Name : never

/** The queues. */
type Queues<T> = {
  [K in NameOf<T>]: T[K] extends { readonly kind: 'queue' } ? K : never
}[NameOf<T>]

/** The caches, and what answers from one. */
type Caches<T> = {
  [K in NameOf<T>]: T[K] extends
    | { readonly kind: 'cache' | 'cdn' }
    | { readonly localCache: number }
    ? K
    : never
}[NameOf<T>]

/** The components of code, clients with a script, and calls through code. */
type RealOnes<T> = {
  [K in NameOf<T>]: [T[K]] extends [never]
    ? never
    : T[K] extends { readonly kind: 'code' | 'app' }
      ? K
      : IsWrapped<T[K]> extends true
        ? K
        : never
}[NameOf<T>]

/** Of callees of which nothing is known, this is not known either. */
type IsWrapped<P> =
  P extends Component<infer C, string, string>
    ? [Extract<C, Wrapped | Anybody>] extends [never]
      ? false
      : true
    : false

/** The classes of requests that clients send. */
type RequestClasses<T> = {
  [K in NameOf<T>]: [ClassesOf<T[K]>] extends [''] ? ClassName<ClassesOf<T[K]>, K> : ClassesOf<T[K]>
}[NameOf<T>]

type ClassName<Class extends string, Clients> = [Class] extends [never] ? never : Clients

/** `frontend.home` without the operation. */
type ComponentOf<Callee extends string> = Callee extends `${infer Name}.${string}` ? Name : Callee

/**
 * `caller->callee` for every declared call, with the operation and without; `queue->worker` for
 * deliveries.
 */
type CallsOf<T> = {
  [K in NameOf<T>]:
    | (CalleesOf<T[K], T> extends infer C extends string
        ? `${K}->${C}` | `${K}->${ComponentOf<C>}`
        : never)
    | `${SourceOf<T[K]>}->${K}`
}[NameOf<T>]

/** The zones that parts are in. */
export type Zones<T> = { [K in NameOf<T>]: ZonesOf<T[K]> }[NameOf<T>]

/** Two zones, for the link between them. */
export type ZonePair<T> = `${Zones<T>}<->${Zones<T>}`

/** All the names of a system made of these parts. */
export type NamesOf<T> = {
  readonly component: Handlers<T>
  readonly call: CallsOf<T>
  readonly target:
    | NameOf<T>
    | CallsOf<T>
    | `${Handlers<T>}#${number}`
    | { [K in Handlers<T>]: WithOperations<K, T[K]> }[Handlers<T>]
    | GroupOf<Handlers<T>>
    | ([Zones<T>] extends [never] ? never : `zone:${Zones<T>}` | ZonePair<T>)
  readonly requestClass: RequestClasses<T>
  readonly queue: Queues<T>
  readonly cache: Caches<T>
  readonly runs: [RealOnes<T>] extends [never] ? 'models' : 'code'
}

/** A part as it is, or, if it calls what is not there, an error that the compiler shows. */
export type CheckedParts<T> = {
  [K in keyof T]: Exclude<CalleesOf<T[K], T>, Callable<T>> extends never
    ? Exclude<SourceOf<T[K]>, Queues<T>> extends never
      ? T[K]
      : Mistake<NoQueue<K & string, Exclude<SourceOf<T[K]>, Queues<T>>>>
    : Mistake<NotDeclared<K & string, Exclude<CalleesOf<T[K], T>, Callable<T>>>>
}

type NoQueue<
  Worker extends string,
  Source extends string,
> = `${Worker} takes messages of "${Source}", which is no queue of this system`

type NotDeclared<
  Caller extends string,
  Callee extends string,
> = `${Caller} calls "${Callee}", which this system does not declare`

/** A mistake as a type: the compiler shows its text. */
export type Mistake<Text extends string> = { readonly mistake: Text }

/**
 * The names of a system, for the types of helpers that take them: `NamesIn<typeof shop>['target']`.
 */
export type NamesIn<S> = S extends System<infer N> ? N : never
