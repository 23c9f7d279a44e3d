/**
 * What the xUnit plugin of Jenkins allows in JUnit XML, written down anew: which element may stand
 * in which, and which attributes each has and must have.
 */
type Element = {
  readonly must?: readonly string[]
  readonly may?: readonly string[]
  readonly holds?: readonly string[]
  readonly isText?: boolean
}

const ends = ['skipped', 'error', 'failure', 'system-out', 'system-err']
const suites = ['testsuite', 'properties', 'testcase', 'system-out', 'system-err']
const said = { may: ['type', 'message'], isText: true }
const aboutSuites = ['timestamp', 'hostname', 'id', 'package', 'file', 'log', 'url', 'group']

const elements: { readonly [name: string]: Element } = {
  testsuites: { may: ['name', 'time', 'tests', 'failures', 'errors'], holds: ['testsuite'] },
  testsuite: {
    must: ['name', 'tests', 'failures', 'errors'],
    may: ['time', 'skipped', ...aboutSuites],
    holds: suites,
  },
  testcase: { must: ['name'], may: ['time', 'classname', 'group'], holds: ends },
  properties: { holds: ['property'] },
  property: { must: ['name', 'value'] },
  failure: said,
  error: said,
  skipped: said,
  'system-out': { isText: true },
  'system-err': { isText: true },
}

const attributes = (names: readonly string[] = [], use: string): string =>
  names.map(name => `<xs:attribute name="${name}" type="xs:string" use="${use}"/>`).join('')

const anyOf = (names: readonly string[] = []): string =>
  names.map(name => `<xs:element ref="${name}"/>`).join('')

const definition = ([name, { must, may, holds, isText = false }]: [string, Element]): string =>
  `<xs:element name="${name}"><xs:complexType mixed="${isText}">` +
  `<xs:choice minOccurs="0" maxOccurs="unbounded">${anyOf(holds)}</xs:choice>` +
  `${attributes(must, 'required')}${attributes(may, 'optional')}</xs:complexType></xs:element>`

/** The same as an XML schema. */
export const junitSchema =
  '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">' +
  `${Object.entries(elements).map(definition).join('')}</xs:schema>`
