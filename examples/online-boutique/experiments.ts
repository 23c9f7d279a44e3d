/** What we believe about the shop, as experiments: a fault, and the pages it may bring down. */
import {
  blastRadius,
  crash,
  errors,
  type Fault,
  partition,
  type Run,
  simulate,
  slow,
  type TallyNumbers,
} from 'gameday'
import { boutique } from './system.ts'

type Boutique = ReturnType<typeof boutique>
type Names = NonNullable<Boutique['names']>

/** The pages of the shop: what its users call. */
export const pages = [
  'home',
  'setCurrency',
  'product',
  'addToCart',
  'viewCart',
  'placeOrder',
] as const
export type Page = (typeof pages)[number]

/** A page is fine while it serves this share of its requests. */
export const SLO = 0.99

/** One belief, put to the test. */
export type Experiment = {
  readonly name: string
  /** What goes wrong. Default: nothing. */
  readonly fault?: Fault<Names['target']>
  /** Why we think so. */
  readonly belief: string
  /** The pages that may fall below the SLO; all others must not. */
  readonly mayFail: readonly Page[]
  /** Default: the shop as it is published. */
  readonly shop?: Boutique
}

/** The first shows that the shop is well when nothing goes wrong; without it none would count. */
export const experiments: readonly Experiment[] = [
  {
    name: 'nothing goes wrong',
    belief: 'the shop carries its users',
    mayFail: [],
  },
  {
    name: 'ads 10 s slower',
    fault: slow('ad', { by: '10s' }),
    belief: 'ads are optional and have a deadline',
    mayFail: [],
  },
  {
    name: 'recommendations 10 s slower',
    fault: slow('recommendation', { by: '10s' }),
    belief: 'recommendations are optional',
    mayFail: [],
  },
  {
    name: '… with a deadline of 300 ms',
    fault: slow('recommendation', { by: '10s' }),
    belief: 'now they are optional when slow, too',
    mayFail: [],
    shop: boutique({ recommendation: { timeout: '300ms' } }),
  },
  {
    name: 'catalogue 1 s slower',
    fault: slow('productcatalog', { by: '1s' }),
    belief: 'users wait for 5 s, so a second more is bearable',
    mayFail: [],
  },
  {
    name: '20% of currency calls fail',
    fault: errors('currency', { rate: '20%' }),
    belief: 'only the pages with a price can fail',
    mayFail: ['home', 'product', 'viewCart', 'placeOrder'],
  },
  {
    name: 'redis crashes',
    fault: crash('redis'),
    belief: 'redis holds the carts: only what is about carts fails',
    mayFail: ['addToCart', 'viewCart', 'placeOrder'],
  },
  {
    name: 'no network to payment',
    fault: partition('checkout->payment.charge'),
    belief: 'nobody can pay, but everybody can shop',
    mayFail: ['placeOrder'],
  },
]

/** Faults are in force for the middle four of ten minutes; we look at that time in every run. */
export const middle = { between: ['3m', '7m'] } as const

/** What an experiment came to. */
export type Finding = {
  readonly experiment: Experiment
  readonly run: Run<Names>
  /** What users met in the middle of the run, on all pages together. */
  readonly met: TallyNumbers
  /** The pages below the SLO in that time. */
  readonly failed: readonly Page[]
  /** Whether only pages failed that may. */
  readonly held: boolean
}

/** Plays ten minutes of an experiment and compares what happened with what we believed. */
export function conduct(experiment: Experiment): Finding {
  const { shop = boutique(), fault, mayFail } = experiment
  const [begin, end] = middle.between
  const faults = fault === undefined ? [] : [fault.from(begin).until(end)]
  const run = simulate(shop, { for: '10m', faults, trace: 0.05 })
  const hit = blastRadius(run, { below: SLO, ...middle }).calls.map(({ call }) => call)
  const failed = pages.filter(page => hit.includes(`users->frontend.${page}`))
  const held = failed.every(page => mayFail.includes(page))
  return { experiment, run, met: run.on('users->frontend', middle), failed, held }
}
