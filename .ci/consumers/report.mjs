/** What the reporter of a runner wrote of the suite beside it, which passed. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

const { version, tests } = JSON.parse(readFileSync('.gameday/report.json', 'utf8'))
const file = tests[0].file
const spec = readFileSync(file, 'utf8').split('\n')

assert.equal(version, 1)
assert.deepEqual(
  tests.map(({ path, state, plays }) => [
    ...[...path, state],
    ...plays.map(({ seed, goals }) => [seed, ...new Set(goals.map(({ verdict }) => verdict))]),
  ]),
  [
    ['what holds passes', 'passed', ['1', 'held']],
    ['what is broken fails, and says by how much', 'passed', ['1', 'broken']],
    ['a mistake is shown where it was made', 'passed'],
    ['at once: one', 'passed', ['one', 'held']],
    ['at once: two', 'passed', ['two', 'held']],
  ],
)

const [{ goals, replay }] = tests[1].plays
const [{ text, place, message, explanation }] = goals
assert.equal(text, "goal.availability('99.9%')")
assert.equal(place.file, file)
assert.match(spec[place.line - 1], /toStayAvailable\('99\.9%'\)/)
assert.match(message, /Why/)
assert.deepEqual(explanation.cause.faults, ["slow('db', { by: '2s' }).at('20s').for('10s')"])
assert.match(replay[0], / (vitest run|jest --runTestsByPath) shop\.test\.[jt]s -t "what is broken/)
