/** What the engine may not touch: the real clock, real chance, and arithmetic that differs. */
import ts from 'typescript'
import type { Source } from '../support/files.ts'
import { type Finding, finding, placeOf, walk } from '../support/findings.ts'

const timer = 'Schedule on the agenda, which keeps virtual time'

/** The globals that no seed can replay, and what to use instead. */
const forbidden: Readonly<Record<string, string>> = {
  Date: 'Take `now: Ms` as an argument, so that a run and a spec can say what time it is',
  performance: 'Take `now: Ms` as an argument; wall time is for bench/ alone',
  setTimeout: timer,
  setInterval: timer,
  setImmediate: timer,
  console: 'Return what there is to say; report and cli print',
  crypto: 'Draw from a named stream of the kernel, which a seed replays',
}

/** Functions of Math whose bits are equal on every Node.js that is supported. */
const exact = new Set(
  (
    'log log1p exp expm1 sqrt sin cos tanh cbrt hypot ' +
    'floor ceil abs min max round trunc imul clz32 fround sign'
  ).split(' '),
)

/** What meets the real world, or stands in for it: its clock belongs there. */
const outside =
  /^src\/((adapters|report|gate|cli|virtual|code)\/|postgres\/backend\/held-world\.ts)/

/** Every use of the real clock, real chance or inexact arithmetic in the engine. */
export function untamed(files: readonly Source[]): Finding[] {
  return files.filter(file => !outside.test(file.path)).flatMap(untamedIn)
}

function untamedIn(file: Source): Finding[] {
  const found: Finding[] = []
  walk(file.tree, node => {
    const breach = breachOf(node)
    if (breach !== undefined) found.push(finding(placeOf(file, node), breach.what, breach.fix))
  })
  return found
}

type Breach = { what: string; fix: string }

function breachOf(node: ts.Node): Breach | undefined {
  if (ts.isBinaryExpression(node)) return power(node.operatorToken)
  if (!ts.isIdentifier(node) || isPropertyName(node)) return undefined
  if (node.text === 'Math') return inexact(node)
  const fix = Object.hasOwn(forbidden, node.text) ? forbidden[node.text] : undefined
  return fix === undefined ? undefined : { what: `uses ${node.text}`, fix }
}

const multiply = 'Its bits differ between versions of Node.js: multiply, or take exp of a product'

function power({ kind }: ts.Node): Breach | undefined {
  const { AsteriskAsteriskToken, AsteriskAsteriskEqualsToken } = ts.SyntaxKind
  if (kind !== AsteriskAsteriskToken && kind !== AsteriskAsteriskEqualsToken) return undefined
  return { what: 'raises to a power with **', fix: multiply }
}

function inexact(math: ts.Identifier): Breach | undefined {
  const { parent } = math
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== math) {
    return { what: 'takes Math apart', fix: 'Write Math.floor and the like out in full' }
  }
  const name = parent.name.text
  if (exact.has(name) || /^[A-Z0-9_]+$/.test(name)) return undefined
  if (name === 'random') return { what: 'uses Math.random', fix: forbidden.crypto }
  if (name === 'pow') return { what: 'uses Math.pow', fix: multiply }
  return { what: `uses Math.${name}`, fix: `Only these are known exact: ${[...exact].join(', ')}` }
}

/** Whether a name stands after a dot or names a member, and so is no global; `globalThis.x` is. */
function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    return parent.expression.getText() !== 'globalThis'
  }
  if (ts.isQualifiedName(parent)) return parent.right === node
  return isMember(parent) && parent.name === node
}

const isMember = (node: ts.Node): node is ts.NamedDeclaration =>
  ts.isPropertyAssignment(node) || ts.isClassElement(node) || ts.isTypeElement(node)
