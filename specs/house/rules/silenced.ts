/** Tests that do not run: a green suite must mean that all of it ran. */
import ts from 'typescript'
import type { Source } from '../support/files.ts'
import { type Finding, finding, placeOf, walk } from '../support/findings.ts'

const words = ['only', 'skip', 'todo']
const testers = /^(test|it|describe|suite|bench|context|ctx|task)\b/
const aliases = /^[xf](it|test|describe)$/

/** Every `.only`, `.skip`, `.todo`, their options and their short forms. */
export function silenced(files: readonly Source[]): Finding[] {
  return files.flatMap(file => {
    const found: Finding[] = []
    walk(file.tree, node => {
      const what = silencing(node)
      if (what !== undefined) found.push(finding(placeOf(file, node), what, fix))
    })
    return found
  })
}

const fix = 'Run it, repair it or delete it: the suite must mean what its green says'

function silencing(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && words.includes(node.name.text)) {
    return testers.test(node.getText()) ? `has ${node.getText()}` : undefined
  }
  if (!ts.isCallExpression(node)) return undefined
  const callee = node.expression.getText()
  if (aliases.test(callee)) return `has ${callee}`
  return testers.test(callee) ? silencingOption(node) : undefined
}

function silencingOption(call: ts.CallExpression): string | undefined {
  const options = call.arguments
    .filter(ts.isObjectLiteralExpression)
    .flatMap(o => [...o.properties])
  const named = options.map(option => option.name?.getText() ?? '')
  const word = named.find(name => words.includes(name))
  return word === undefined ? undefined : `has the option ${word}`
}
