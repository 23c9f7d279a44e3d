/** Uses the command as it is installed, and checks how it ends and what it says. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'

/** Calls the command as npx does. */
function gameday(...words) {
  const { status, stdout, stderr } = spawnSync('node_modules/.bin/gameday', words, {
    encoding: 'utf8',
    timeout: 60_000,
  })
  return { status, stdout, stderr }
}

const { version } = JSON.parse(readFileSync('node_modules/gameday/package.json', 'utf8'))
assert.deepEqual(gameday('--version'), { status: 0, stdout: `${version}\n`, stderr: '' })
assert.equal(gameday('explore', 'nowhere.ts').status, 2)

const broken = gameday('explore', 'fragile.explore.ts', '--out', 'found.test.ts')
assert.equal(broken.status, 1, broken.stderr)
assert.match(broken.stdout, /^shop: does not hold with 1 fault\n/)
assert.match(readFileSync('found.test.ts', 'utf8'), /import shop from '\.\/fragile\.explore\.ts'/)

const [kept] = readdirSync('.gameday/counterexamples')
const code = kept.replace('.json', '')
assert.equal(gameday('replay', code).status, 1)
assert.equal(gameday('replay', code, 'mended.explore.ts').status, 0)

const held = gameday('explore', 'mended.explore.ts')
assert.equal(held.status, 0, held.stdout + held.stderr)
assert.match(held.stdout, /^shop: held in 20 trials\n/)
assert.equal(gameday('run', 'fragile.explore.ts').status, 0)

const common = gameday('explore', 'common.explore.cjs', '--json')
assert.equal(common.status, 1, common.stderr)
assert.equal(JSON.parse(common.stdout).verdict, 'broken')

const old = gameday('explore', 'old/old.explore.ts', '--workers', '2')
assert.equal(old.status, 0, old.stdout + old.stderr)

rmSync('.gameday', { recursive: true })
