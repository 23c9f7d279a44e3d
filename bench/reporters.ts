/**
 * What the reporter of Vitest adds to a suite of 50 tests, each of which plays a run and asks three
 * goals of it: CPU time of all processes, beside the same suite without it, in pairs. It is of what
 * was built, as users have it: `npm run bench:reporters`, for so many rounds as its argument says.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = new URL('..', import.meta.url).pathname
const folder = join(root, '.gameday/bench-reporters')
const [FILES, TESTS_EACH] = [5, 10]

/** By its path: Vitest would look for its name from where it lies itself, which is not here. */
const reporter = './node_modules/gameday/dist/src/gate/vitest-reporter.js'

/** The reporters of each suite, as a configuration has them. */
const suites = {
  without: `['default']`,
  added: `['default', ['${reporter}', { github: false }]]`,
  asked: `['default', ['${reporter}', { github: false, for: 'all', junit: 'j.xml' }]]`,
} as const

type Name = keyof typeof suites
const names = Object.keys(suites) as readonly Name[]

const shop = `
import { call, clients, service, store, system } from 'gameday'
export const shop = system('shop', {
  shoppers: clients({ rate: '100/s', call: 'web', timeout: '3s' }),
  web: service({ concurrency: 256, handle: call('product', { timeout: '800ms' }) }),
  product: service({
    concurrency: 64,
    handle: call('db', { timeout: '250ms', retry: { attempts: 3, base: '50ms' } }),
  }),
  db: store({ concurrency: 20, time: '6ms' }),
})
`

const tests = (file: number): string => `
import { simulate, slow } from 'gameday'
import { expect } from 'gameday/vitest'
import { test } from 'vitest'
import { shop } from './shop.js'
for (let i = 0; i < ${TESTS_EACH}; i++) {
  test('the shop stands it, ' + i, () => {
    const faults = [slow('db', { by: '50ms' }).at('20s').for('10s')]
    const run = simulate(shop, { for: '1m', faults, seed: '${file}/' + i })
    expect(run).toStayAvailable('10%')
    expect(run).toNotExceedP99('10s')
    expect(run).toStayAvailable('10%', { at: 'product' })
  })
}
`

function written(): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  // A link would be taken for sources of the user's, and transformed.
  for (const path of ['package.json', 'dist', 'schema']) {
    cpSync(join(root, path), join(folder, 'node_modules/gameday', path), { recursive: true })
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'shop.js'), shop)
  for (let file = 0; file < FILES; file++) {
    writeFileSync(join(folder, `${file}.test.js`), tests(file))
  }
  for (const name of names) {
    const config = `export default { test: { reporters: ${suites[name]}, maxWorkers: 1 } }\n`
    writeFileSync(join(folder, `${name}.config.js`), config)
  }
}

/** CPU time of a suite and of all that it starts, which a shell adds up. */
function cpuMsOf(name: Name): number {
  const vitest = `"${process.execPath}" ${join(root, 'node_modules/vitest/vitest.mjs')}`
  const command = `${vitest} run --config ${name}.config.js >said.txt 2>&1 || exit 1; times`
  const { GITHUB_ACTIONS: _, ...env } = process.env
  const printed = execFileSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' })
  const [, ofChildren = ''] = printed.trim().split('\n')
  return [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)]
    .map(([, minutes, seconds]) => (Number(minutes) * 60 + Number(seconds)) * 1_000)
    .reduce((all, one) => all + one, 0)
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

written()
for (const name of names) cpuMsOf(name)
const rounds = Number(process.argv[2] ?? 15)
const taken = Array.from({ length: rounds }, () =>
  Object.fromEntries(names.map(name => [name, cpuMsOf(name)])),
)
for (const name of names) {
  const more = median(taken.map(round => round[name] / round['without'] - 1))
  const cpuMs = median(taken.map(round => round[name]))
  console.log(`${name.padEnd(8)} ${cpuMs.toFixed(0)} ms of CPU, ${(100 * more).toFixed(1)} % more`)
}
if (process.env['KEEP'] === undefined) rmSync(folder, { recursive: true, force: true })
