import { readFileSync, readdirSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import ts from 'typescript';

/** An import or re-export of a file, by paths from the root of the sources (`domain/clock.ts`) or a package's name. */
export interface Import {
  readonly to: string;
  readonly isPackage: boolean;
  /** Gone at run time. */
  readonly typeOnly: boolean;
}

export interface SourceFile {
  readonly path: string;
  readonly imports: readonly Import[];
  /** `Date.now()`, `new Date()` and `Math.random()` in it. */
  readonly ambient: readonly string[];
  /** Holds nothing but what other files hold. */
  readonly isBarrel: boolean;
  readonly usesForwardRef: boolean;
}

export type SourceFiles = ReadonlyMap<string, SourceFile>;

/** The TypeScript and Vue files under a folder. */
export function readSources(root: string): SourceFiles {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((p) => /\.(ts|vue)$/.test(p));
  return sourcesOf(Object.fromEntries(paths.map((p) => [relative('.', p), readFileSync(join(root, p), 'utf8')])));
}

/** The same from texts by path. */
export const sourcesOf = (texts: Readonly<Record<string, string>>): SourceFiles =>
  new Map(Object.entries(texts).map(([path, text]) => [path, parse(path, text)]));

const SCRIPT = /<script[^>]*>([\s\S]*?)<\/script>/g;

function parse(path: string, text: string): SourceFile {
  const script = path.endsWith('.vue') ? [...text.matchAll(SCRIPT)].map((m) => m[1]).join('\n') : text;
  const tree = ts.createSourceFile(path, script, ts.ScriptTarget.Latest);
  const imports: Import[] = [];
  const ambient: string[] = [];
  let usesForwardRef = false;
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (specifier && ts.isStringLiteral(specifier)) imports.push(resolve(path, specifier.text, typeOnly));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node)) {
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false);
      const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.getText(tree) : '';
      if (called === 'Date.now' || called === 'Math.random') ambient.push(`${called}()`);
      if (ts.isIdentifier(node.expression) && node.expression.text === 'Date') ambient.push('Date()');
      if (ts.isIdentifier(node.expression) && node.expression.text === 'forwardRef') usesForwardRef = true;
    } else if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'Date')
      if (!node.arguments?.length) ambient.push('new Date()');
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { path, imports, ambient, isBarrel: isBarrel(tree), usesForwardRef };
}

function resolve(from: string, specifier: string, typeOnly: boolean): Import {
  if (!specifier.startsWith('.')) return { to: specifier, isPackage: true, typeOnly };
  const to = posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
  return { to, isPackage: false, typeOnly };
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return !clause.name && named !== undefined && ts.isNamedImports(named) && named.elements.every((e) => e.isTypeOnly);
}

function isBarrel(tree: ts.SourceFile): boolean {
  const reexports = tree.statements.filter((s) => ts.isExportDeclaration(s) && s.moduleSpecifier !== undefined);
  const wholesale = reexports.some((s) => ts.isExportDeclaration(s) && s.exportClause === undefined);
  return (
    wholesale ||
    (reexports.length > 0 && tree.statements.every((s) => ts.isExportDeclaration(s) || ts.isImportDeclaration(s)))
  );
}
