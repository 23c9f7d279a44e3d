/** Begins in projects of each kind: the first spec passes, and its last line makes it fail. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const kinds = [
  { runner: 'vitest', manifest: {}, files: { 'tsconfig.json': '{}' } },
  { runner: 'vitest', manifest: {} },
  { runner: 'vitest', manifest: { type: 'module' } },
  { runner: 'jest', manifest: { jest: { transform: {} } } },
  { runner: 'jest', manifest: { type: 'module', jest: { transform: {} } } },
]

for (const [i, { runner, manifest, files = {} }] of kinds.entries()) {
  const folder = `project-${i}`
  mkdirSync(folder)
  const scripts = { scripts: { test: runner } }
  const all = { 'package.json': JSON.stringify({ ...manifest, ...scripts }), ...files }
  for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text)

  const begun = node(folder, '../node_modules/gameday/dist/src/cli/main.js', 'init')
  assert.equal(begun.status, 0, begun.stderr)
  const [spec] = /resilience\/system\.test\.\w+/.exec(begun.stdout)
  const passed = tested(folder, runner, spec)
  assert.equal(passed.status, 0, passed.stdout + passed.stderr)

  const path = join(folder, spec)
  writeFileSync(path, readFileSync(path, 'utf8').replace('// expect(run)', 'expect(run)'))
  const failed = tested(folder, runner, spec)
  assert.equal(failed.status, 1)
  assert.match(failed.stdout + failed.stderr, /Same seed, one change/)
}

function tested(folder, runner, spec) {
  if (runner === 'vitest') return node(folder, '../node_modules/vitest/vitest.mjs', 'run', spec)
  const jest = '../node_modules/jest/bin/jest.js'
  return node(folder, '--no-warnings', '--experimental-vm-modules', jest, spec)
}

function node(folder, ...words) {
  return spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8', timeout: 60_000 })
}
