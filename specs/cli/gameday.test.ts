/** F8: the command line says what it can do, and what is wrong with what it was told. */
import { describe, expect, it } from 'vitest'
import { root } from '../house/support/files.ts'
import { called } from './support/calls.ts'

const cwd = root

describe('F8: the command line', () => {
  it('says what it can do', async () => {
    const { code, out, err } = await called(['--help'], { cwd })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const name of ['run FILE', 'explore FILE', 'replay CODE [FILE]'])
      expect(out).toContain(name)
    expect(out).toContain('130 when it was interrupted')
  })

  it('says of each command what it does, and its options', async () => {
    const { code, out } = await called(['explore', '--help'], { cwd })
    expect(code).toBe(0)
    expect(out).toMatchInlineSnapshot(`
      "gameday explore: search for the faults that break what a file says must hold

      Usage  gameday explore FILE [options]

        --runs N           how many trials; default what FILE says, or 200
        --time TIME        how long, as in 30s; without --runs until then
        --seed TEXT        the seed of all that is made up
        --whole            every trial to its end, also when all has long been calm
        --workers N        how many threads play; default 1, no thread
        --out TEST         save the test here, as in shop.test.ts
        --json             print what was found as JSON
        --report FORMATS   write reports too: json=FILE, junit=FILE, gitlab=FILE, html=FILE, github
        --help, -h         tell what the command does

      FILE exports an exploration by default:

        export default exploration(shop, {
          for: '1m',
          holds: run => expect(run).toStayAvailable('99%'),
        })

      What is found is kept in .gameday and played first the next time.
      "
    `)
  })

  it('says its version', async () => {
    expect(await called(['--version'], { cwd })).toEqual({ code: 0, out: '0.1.0\n', err: '' })
  })
})

describe('F8: a mistake on the command line', () => {
  it.each([
    [[], 'no command is given'],
    [['explroe'], 'did you mean "explore"?'],
    [['explore'], 'FILE is missing'],
    [['run', 'a.ts', 'b.ts'], '"b.ts" is one word too many'],
    [['explore', 'a.ts', '--rnus', '3'], 'did you mean "--runs"?'],
    [['explore', 'a.ts', '--runs'], '--runs says nothing'],
    [['explore', 'a.ts', '--seed', '--json'], '--seed is followed by the option "--json"'],
    [['explore', 'a.ts', '--json=yes'], '--json takes no value'],
    [['explore', 'a.ts', '--runs', 'many'], 'write --runs 500'],
    [['explore', 'a.ts', '--runs', '0'], 'is not a whole number from 1'],
    [['explore', 'a.ts', '--time', 'soon'], 'write --time 30s'],
    [['explore', 'a.ts', '--time', '0s'], 'no time at all'],
  ])('is told with its remedy: %j', async (words, told) => {
    const { code, out, err } = await called(words, { cwd })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(told)
    expect(err).not.toContain('    at ')
  })

  it('is told with all others at once', async () => {
    const { err } = await called(['explore', '--rnus', '3', '--jsno'], { cwd })
    expect(err).toContain('2 mistakes')
    expect(err).toContain('did you mean "--runs"?')
    expect(err).toContain('did you mean "--json"?')
  })
})
