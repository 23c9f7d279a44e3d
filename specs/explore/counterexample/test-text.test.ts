/** F8: the test that a search hands out runs, and fails until the weakness is mended. */
import { call, clients, crash, service, slow, store, system } from 'gameday'
import { type Counterexample, exploration, type GoalFunction } from 'gameday/explore'
import { expect } from 'gameday/vitest'
import { beforeAll, describe, it } from 'vitest'
import { testText } from '../../../src/explore/counterexample/test-text.ts'
import { brokenBy } from './support/broken.ts'
import fragile, { fragileShop } from './support/fragile.ts'
import { type Outcome, pasted } from './support/pasted.ts'

const support = '../../specs/explore/counterexample/support'
const slowDb = slow('db', { by: '1s' }).at('2s').for('5s')
const backlog = slow('db', { by: '5s' }).at('2s').for('7s')

/** The fragile shop with another goal. */
const withGoal = (holds: GoalFunction) =>
  exploration(fragileShop, { for: '20s', settle: '1s', holds })

const limit = 0.9
const returning = withGoal(run => run.availability({ during: slowDb })! > limit)
const returningPlainly = withGoal(run => run.availability()! > 0.95)
const promising = withGoal(async run => expect(run).toStayAvailable('1%'))
const matching = withGoal(run => /['"`}]/.test('`') && expect(run).toStayAvailable('99%'))
const recovering = withGoal(() => true).with({
  recovers: (run, calm) => expect(run).toStayAvailable('99.9%', calm),
  declared: { as: 'fragileShop', in: `${support}/fragile.ts` },
})

/** A name that would end a comment, a text, a template and a line. */
const odd = `it's */ a "shop" \`\${x}\`\n\u2028\u202e \\`
const oddShop = system(odd, {
  shoppers: clients({ rate: '20/s', call: "o'web" }),
  "o'web": service({ handle: [call('db')] }),
  db: store({ concurrency: 10, time: '5ms' }),
})
const oddly = exploration(oddShop, { for: '2s', holds: () => false })

const found = {
  explored: brokenBy(fragile, [slowDb]),
  recovering: brokenBy(recovering, [backlog]),
  returning: brokenBy(returning, [slowDb]),
  returningPlainly: brokenBy(returningPlainly, [slowDb, crash('web').at('1s').for('2s')]),
  promising: brokenBy(promising, [slowDb]),
  matching: brokenBy(matching, [slowDb]),
  oddly: brokenBy(oddly, [crash("o'web").at('1s').for('500ms')]),
}

describe('F8: the test to paste', () => {
  let outcomes: { readonly [file: string]: Outcome }

  beforeAll(async () => {
    const explored = testText(found.explored, fragile, { explored: `${support}/fragile.ts` })
    const embedded = testText(found.explored, fragile)
    outcomes = await pasted({
      'explored.test.ts': explored,
      'explored-mended.test.ts': explored.replace('fragile.ts', 'mended.ts'),
      'embedded.test.ts': embedded,
      'embedded-mended.test.ts': embedded.replace(
        '"to": "db"',
        '"to": "db", "timeout": "50ms", "fallback": { "value": 1 }',
      ),
      'recovering.test.ts': testText(found.recovering, recovering),
      'returning.test.ts': testText(found.returning, returning),
      'promising.test.ts': testText(found.promising, promising),
      'matching.test.ts': testText(found.matching, matching),
      'oddly.test.ts': testText(found.oddly, oddly),
      'returning-plainly.test.ts': testText(found.returningPlainly, returningPlainly),
    })
  })

  it('fails with what the goal said, and passes once the system is mended', () => {
    expect(outcomes['explored.test.ts']).toMatchObject({
      title: 'fragile shop withstands slow db',
      failure: expect.stringContaining(headline(found.explored)),
    })
    expect(outcomes['explored-mended.test.ts'].failure).toBeUndefined()
  })

  it('does so with the system as data and the goal from its source, too', () => {
    expect(outcomes['embedded.test.ts'].failure).toContain(headline(found.explored))
    expect(outcomes['embedded-mended.test.ts'].failure).toBeUndefined()
  })

  it('asks a goal of recovery about the same time as the search did', () => {
    expect(headline(found.recovering)).toContain('after t=10s')
    expect(outcomes['recovering.test.ts']).toMatchObject({
      title: 'fragile shop recovers from slow db',
      failure: expect.stringContaining(headline(found.recovering)),
    })
  })

  it('fails where the goal returned false', () => {
    expect(outcomes['returning-plainly.test.ts']).toMatchObject({
      title: 'fragile shop withstands slow db and crash web',
      failure: expect.stringContaining('the goal returned false'),
    })
  })

  it('fails where the goal is async, as the search did', () => {
    expect(outcomes['promising.test.ts'].failure).toContain('write it without async')
  })

  it('imports what asks the goal, whatever stands before it', () => {
    expect(outcomes['matching.test.ts'].failure).toContain(headline(found.matching))
  })

  it('is not broken by any name', () => {
    const { title, failure } = outcomes['oddly.test.ts']
    expect(title).toBe(`${odd} withstands crash o'web`)
    expect(failure).toContain('the goal returned false')
  })

  it('says what of the goal it could not bring along', () => {
    const text = testText(found.returning, returning)
    expect(text).toContain('this file does not have: slowDb, limit')
    expect(outcomes['returning.test.ts'].failure).toContain('slowDb is not defined')
  })
})

const headline = ({ message }: Counterexample): string => message.split('\n')[0]

describe('F8: the source of the test to paste', () => {
  it('is what a person would have written', () => {
    const text = testText(found.explored, fragile, { explored: './shop.explore.ts' })
    expect(text).toMatchInlineSnapshot(`
      "/**
       * Found by gameday: fragile shop does not withstand slow db.
       * Counterexample shop-00c0ffee, trial 7 of seed 1. Mend the system, and this keeps it mended.
       */
      import { simulate, slow } from 'gameday'
      import { test } from 'vitest'
      import fragileShop from './shop.explore.ts'

      test('fragile shop withstands slow db', () => {
        const run = simulate(fragileShop.system, {
          for: '20s',
          seed: '1/7',
          faults: [
            slow('db', { by: '1s' }).at('2s').for('5s'),
          ],
        })
        fragileShop.holds(run)
      })
      "
    `)
  })

  it('states the goal again beside a system that is declared elsewhere', () => {
    expect(testText(found.recovering, recovering)).toMatchInlineSnapshot(`
      "/**
       * Found by gameday: fragile shop does not recover from slow db.
       * Counterexample shop-00c0ffee, trial 7 of seed 1. Mend the system, and this keeps it mended.
       */
      import { simulate, slow } from 'gameday'
      import type { CalmGoalFunction } from 'gameday/explore'
      import { expect } from 'gameday/vitest'
      import { test } from 'vitest'
      import { fragileShop } from '../../specs/explore/counterexample/support/fragile.ts'

      const recovers: CalmGoalFunction = (run, calm) => expect(run).toStayAvailable("99.9%", calm)

      test('fragile shop recovers from slow db', () => {
        const run = simulate(fragileShop, {
          for: '20s',
          seed: '1/7',
          faults: [
            slow('db', { by: '5s' }).at('2s').for('7s'),
          ],
        })
        recovers(run, { between: ['10s', '20s'] })
      })
      "
    `)
  })

  it('keeps names apart from words of the language and of the package', () => {
    const named = (name: string) =>
      testText(found.explored, fragile.with({ name }), { explored: './x.ts' })
    expect(named('slow')).toContain("import slowExplored from './x.ts'")
    expect(named('class')).toContain("import classExplored from './x.ts'")
    expect(named('3 shops')).toContain("import the3Shops from './x.ts'")
    expect(named('***')).toContain("import theExplored from './x.ts'")
  })
})
