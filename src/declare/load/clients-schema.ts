/** What clients must look like, and how they become what the engine takes. */
import * as v from 'valibot'
import { type Distribution, distributionOf, mean } from '../../kernel/distributions/index.ts'
import {
  chosenBy,
  isRecord,
  message,
  numberThat,
  oneOf,
  options,
  readBy,
  type Schema,
  wholeNumber,
} from '../../kernel/schema.ts'
import { aRate, durationOver0 } from '../../kernel/unit-schemas.ts'
import { byName } from '../by-name.ts'
import { policyOf } from '../calls/call-schema.ts'
import type { ClientsData, StepData, TaskData } from '../data.ts'
import type { OpenLoadData } from './load-data.ts'
import { loadSchema } from './load-schema.ts'
import { usersSchema } from './users-schema.ts'
import { saying, words } from '../said.ts'
import { isScript, scriptSchema } from './script-schema.ts'
import { stepsSchema } from '../step-schema.ts'
import { zone } from '../network/zone.ts'

const CLIENT_TIMEOUT_MS = 30_000

const NORMAL = 5
const priority = wholeNumber(0, 9, 'priority: 0')

const task = options({
  weight: v.optional(
    numberThat(w => w > 0, 'a weight over 0', 'weight: 1'),
    1,
  ),
  next: v.optional(
    byName<number>(numberThat(w => w >= 0, 'a weight of at least 0', 'next: { buy: 1 }')),
  ),
  priority: v.optional(priority),
  request: v.optional(words),
  steps: chosenBy<readonly StepData[]>(written => (isScript(written) ? scriptSchema : stepsSchema)),
})

/** What clients or a CDN call: a name, or steps. */
export const callOrName: Schema<readonly StepData[]> = v.lazy(written =>
  typeof written !== 'string'
    ? stepsSchema
    : v.pipe(
        v.string(),
        v.transform((to): StepData[] => [{ step: 'call', to, policy: policyOf({}) }]),
      ),
)

const gaps: Schema<Distribution> = v.pipe(
  readBy(distributionOf),
  v.check(
    law => mean(law) > 0 && mean(law) < Infinity,
    () => message('gaps of this law have no mean that a rate could set', 'write another law'),
  ),
)

/** When they come: by a word, or with gaps of a law whose mean there is. */
const arrivals = chosenBy<OpenLoadData['arrivals']>(written =>
  isRecord(written) ? gaps : oneOf(['poisson', 'steady']),
)

const clientsOptions = options({
  kind: v.literal('clients'),
  zone,
  timeout: v.optional(durationOver0(), CLIENT_TIMEOUT_MS),
  priority: v.optional(priority, NORMAL),
  call: v.optional(
    chosenBy<readonly StepData[]>(written => (isScript(written) ? scriptSchema : callOrName)),
  ),
  request: v.optional(words),
  tasks: v.optional(byName(task)),
  first: v.optional(v.string()),
  rate: v.optional(aRate),
  load: v.optional(loadSchema),
  arrivals: v.optional(arrivals),
  requests: v.optional(wholeNumber(1, 1_000_000_000, 'requests: 100')),
  users: v.optional(usersSchema),
  think: v.optional(readBy(distributionOf)),
})
type ClientsOptions = v.InferOutput<typeof clientsOptions>

const loadsIn = ({ rate, load, users }: ClientsOptions): number =>
  [rate, load, users].filter(value => value !== undefined).length

const isOfCode = (steps: readonly StepData[] = []): boolean =>
  steps.some(({ step }) => step === 'run')

const nextsOf = ({ tasks }: ClientsOptions): ReadonlyMap<string, number>[] =>
  [...(tasks?.values() ?? [])].flatMap(({ next }) => next ?? [])

type Asking = Pick<ClientsOptions, 'request'> & {
  readonly call?: readonly StepData[] | undefined
  readonly steps?: readonly StepData[] | undefined
}

const asksTwice = ({ request, call, steps }: Asking): boolean =>
  request !== undefined && isOfCode(call ?? steps)

/** What contradicts itself in a declaration of clients, as sentences with a remedy. */
const contradictions: readonly [(c: ClientsOptions) => boolean, what: string, fix: string][] = [
  [
    c => loadsIn(c) !== 1,
    'load is either a rate or users, or it has a shape',
    "give rate: '100/s', users: 50, or load: ramp({ … })",
  ],
  [c => c.rate === 0, 'a rate of 0 offers no load', "give a rate such as '100/s'"],
  [
    c => c.users !== undefined && c.think === undefined,
    'users must think between two tasks',
    "give think: uniform('1s', '10s'), or think: 0",
  ],
  [c => c.think !== undefined && !c.users, 'only users think', 'leave think out, or give users'],
  [
    c => c.users !== undefined && (c.arrivals ?? c.requests) !== undefined,
    'arrivals and requests belong to a rate',
    'leave them out, or give a rate instead of users',
  ],
  [
    c => c.load?.course === 'recorded' && c.arrivals !== undefined,
    'recorded arrivals come when they came',
    'leave arrivals out, or give the trace perSecond',
  ],
  [
    c => !c.call === !c.tasks,
    'clients either call one thing or have tasks',
    "give call: 'gateway' or tasks: { … }",
  ],
  [
    c => [c, ...(c.tasks?.values() ?? [])].some(asksTwice),
    'what a script asks, it says in its calls',
    "leave request out, as in script(({ call }) => call('web', { path: '/' }))",
  ],
  [c => c.tasks?.size === 0, 'there is no task', 'add one'],
  [
    c => c.users === undefined && nextsOf(c).length > 0,
    'only users do one task after another',
    'leave next out, or give users in place of a rate',
  ],
  [
    c => nextsOf(c).some(next => [...next.keys()].some(name => !c.tasks?.has(name))),
    'a task that is next is none of the tasks',
    'write the names of tasks, as in next: { buy: 1 }',
  ],
  [
    c => nextsOf(c).some(next => [...next.values()].every(weight => weight === 0)),
    'no task is next',
    'give one of them a weight over 0, or leave next out',
  ],
  [
    c => c.first !== undefined && !c.tasks?.has(c.first),
    'the first task is none of the tasks',
    'write the name of a task',
  ],
]

/** Clients: what they must look like, and what the engine takes. */
export const clientsSchema: Schema<ClientsData> = v.pipe(
  clientsOptions,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    for (const [applies, what, fix] of contradictions) {
      if (applies(dataset.value)) addIssue({ message: message(what, fix) })
    }
  }),
  v.transform(
    (written): ClientsData => ({
      kind: 'clients',
      zones: written.zone === undefined ? [] : [written.zone],
      timeoutMs: written.timeout,
      load: loadOf(written),
      tasks: tasksOf(written),
      first: written.first ?? null,
    }),
  ),
)

function loadOf(written: ClientsOptions): ClientsData['load'] {
  const { rate = 0, arrivals = 'poisson', requests = Infinity, users, think } = written
  if (users !== undefined && think !== undefined) return { arrivals: 'users', ...users, think }
  return { arrivals, shape: written.load ?? { course: 'constant', rate }, most: requests }
}

function tasksOf(written: ClientsOptions): ReadonlyMap<string, TaskData> {
  const { call, tasks, request, priority: usual } = written
  const first = saying('request', request)
  if (call !== undefined) {
    return new Map([['', { weight: 1, next: null, priority: usual, steps: [...first, ...call] }]])
  }
  const named = [...(tasks ?? [])].map(([name, { weight, next = null, priority: own, ...one }]) => {
    const usually = isOfCode(one.steps) ? [] : first
    const said = one.request === undefined ? usually : saying('request', one.request)
    return [name, { weight, next, priority: own ?? usual, steps: [...said, ...one.steps] }] as const
  })
  return new Map(named)
}
