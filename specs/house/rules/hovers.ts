/**
 * Every property of every option shows its text on hover. What users hover over is what is packed,
 * so this reads declarations as they were built, and asks what an editor would ask.
 */
import { relative } from 'node:path'
import ts from 'typescript'
import { type Finding, finding, lineAt } from '../support/findings.ts'

const fix = 'Write what it does, its unit and its default above it, on lines of their own'

/**
 * Each property that can be written in an argument of what these doors export, and has no text.
 *
 * @param doors the declaration files of the doors
 * @param folder where everything of ours stands: what is declared elsewhere is documented there
 */
export function silentOptions(doors: readonly string[], folder: string): Finding[] {
  const program = ts.createProgram(doors, {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    types: [],
  })
  const options = new Options(program.getTypeChecker(), folder)
  for (const door of doors) options.addDoor(program.getSourceFile(door))
  return options.silent()
}

/** Walks from the exported names through their arguments to every property one can write. */
class Options {
  readonly #checker: ts.TypeChecker
  readonly #folder: string
  readonly #seen = new Set<ts.Type>()
  readonly #properties = new Map<ts.Node, ts.Symbol>()

  constructor(checker: ts.TypeChecker, folder: string) {
    this.#checker = checker
    this.#folder = folder
  }

  addDoor(door: ts.SourceFile | undefined): void {
    const module = door && this.#checker.getSymbolAtLocation(door)
    if (module === undefined) throw new Error('a door that is no module: build it first')
    for (const name of this.#checker.getExportsOfModule(module)) {
      const type = this.#checker.getTypeOfSymbol(name)
      this.#addArguments(type)
      for (const made of type.getConstructSignatures()) this.#addMethods(made.getReturnType())
    }
  }

  silent(): Finding[] {
    return [...this.#properties].flatMap(([node, property]) => {
      const text = ts.displayPartsToString(property.getDocumentationComment(this.#checker))
      if (text !== '') return []
      const tree = node.getSourceFile()
      const line = lineAt(tree, node.getStart(tree, false))
      const place = { path: relative(this.#folder, tree.fileName), line }
      return [finding(place, `"${property.name}" shows no text on hover`, fix)]
    })
  }

  #addArguments(type: ts.Type): void {
    for (const call of [...type.getCallSignatures(), ...type.getConstructSignatures()]) {
      for (const parameter of call.parameters) {
        if (parameter.name !== inferred) this.#add(this.#checker.getTypeOfSymbol(parameter))
      }
    }
  }

  #addMethods(type: ts.Type): void {
    for (const method of type.getProperties()) {
      this.#addArguments(this.#checker.getTypeOfSymbol(method))
    }
  }

  #add(type: ts.Type): void {
    if (this.#seen.has(type)) return
    this.#seen.add(type)
    if (type.isUnionOrIntersection()) for (const member of type.types) this.#add(member)
    const constraint = this.#checker.getBaseConstraintOfType(type)
    if (constraint !== undefined) this.#add(constraint)
    for (const element of this.#checker.getTypeArguments(type as ts.TypeReference)) {
      this.#add(element)
    }
    if (this.#isPlain(type))
      for (const property of type.getProperties()) this.#addProperty(property)
  }

  /** Data that users write; what has methods of its own, like a run, is made by us. */
  #isPlain(type: ts.Type): boolean {
    return (type.flags & ts.TypeFlags.Object) !== 0 && !type.isClass()
  }

  #addProperty(property: ts.Symbol): void {
    const node = property.declarations?.find(({ kind }) => writable.has(kind))
    if (node === undefined || !node.getSourceFile().fileName.startsWith(this.#folder)) return
    if (property.name.startsWith('__@') || property.name === inferred) return
    this.#properties.set(node, property)
    this.#add(this.#checker.getTypeOfSymbol(property))
  }
}

/** A fault's cause is inferred from the row of its kind; what counts is what its word takes. */
const inferred = 'cause'

const writable = new Set([ts.SyntaxKind.PropertySignature, ts.SyntaxKind.MethodSignature])
