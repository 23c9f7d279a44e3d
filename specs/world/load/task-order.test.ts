/** What a user does next goes by what it has just done: sessions with states. */
import { call, clients, lint, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'

const steps = [call('web')]
const web = store({ time: '10ms', concurrency: 100 })

describe('a task that says what is next', () => {
  const visit = system('visit', {
    people: clients({
      users: 1,
      think: '90ms',
      first: 'login',
      tasks: {
        login: { steps: call('a'), next: { search: 1 } },
        search: { steps: call('b'), next: { view: 1 } },
        view: { steps: call('c'), next: { logout: 1, search: 0 } },
        logout: { steps: call('d'), next: { login: 1 } },
      },
    }),
    a: web,
    b: web,
    c: web,
    d: web,
  })

  it('leads a user from one to the other', () => {
    const run = simulate(visit, { for: '1.05s', trace: true })
    const asked = run.facts('attempt').map(({ call: name }) => name.at(-1))
    expect(asked.join('')).toBe('abcdabcdab')
  })

  it('goes through JSON', () => {
    expect(JSON.stringify(visit)).toContain('"next":{"logout":1,"search":0}')
  })

  it('goes by weight, and back to any task where nothing is said', () => {
    const shop = system('shop', {
      people: clients({
        users: 100,
        think: '90ms',
        tasks: { browse: { steps, weight: 1, next: { browse: 3, buy: 1 } }, buy: { steps } },
      }),
      web,
    })
    // After buy both are as likely: b = (1 - b) / 4 + b / 2. Of 100,000 tasks that are drawn one
    // after another the share has a deviation of 0.0019, so one seed in 100 is off by more.
    const run = simulate(shop, { for: '100s' })
    const { issued } = run.requests({ class: 'buy' })
    expect(issued / run.requests().issued).toBeCloseTo(1 / 3, 2)
  })

  it('makes no rule believe in the weights of tasks', () => {
    const shop = (leadsOn: boolean) =>
      system('shop', {
        people: clients({
          users: 100,
          think: '10ms',
          tasks: {
            heavy: { steps: call('web'), next: leadsOn ? { light: 1 } : undefined },
            light: { steps: call('cdn') },
          },
        }),
        web: store({ time: '100ms', concurrency: 2 }),
        cdn: store({ time: '1ms', concurrency: 100 }),
      })
    const rules = (leadsOn: boolean) => lint(shop(leadsOn)).map(({ rule }) => rule)
    expect(rules(false)).toContain('overloaded')
    expect(rules(true)).not.toContain('overloaded')
  })
})

describe('a wrong declaration', () => {
  const told = (more: object, next: object) => () =>
    system('wrong', {
      people: clients({ ...more, tasks: { a: { steps, next }, b: { steps } } } as never) as never,
      web,
    })

  it('is told with what to write', () => {
    const users = { users: 1, think: 1 }
    expect(told({ rate: '1/s' }, { b: 1 })).toThrow('only users do one task after another')
    expect(told(users, { c: 1 })).toThrow('none of the tasks')
    expect(told(users, { b: 0 })).toThrow('no task is next')
    expect(told(users, {})).toThrow('no task is next')
    expect(told(users, { b: -1 })).toThrow('a weight of at least 0')
    expect(told(users, { constructor: 1 })).toThrow('none of the tasks')
  })
})
