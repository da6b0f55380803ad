import { forEachChild, parse, type SyntaxNode, type Script as Tree } from 'unbash';

/** The only place that knows which program reads shell for us; everything else narrows its tree to our own. */
export type {
  AndOr,
  ArithmeticExpression,
  Assignment,
  CommandExpansionPart,
  CommandNode,
  CompoundCommand,
  DoubleQuotedChild,
  ParameterExpansionPart,
  ParameterOperation,
  Pipeline,
  Redirection,
  Script as Tree,
  Statement as TreeStatement,
  SyntaxNode,
  TestExpression,
  Word as TreeWord,
  WordPart,
} from 'unbash';

export interface ParsedShell {
  readonly tree: Tree;
  /** The first thing that is wrong; the tree holds what could be read all the same. */
  readonly problem: { readonly why: string; readonly at: number } | null;
}

/** No Exec line is longer: fleet refuses lines of 2048 bytes and most files are smaller. */
const LONGEST = 131_072;

/** null: too long, or the parser gave up. */
export function parseShell(text: string): ParsedShell | null {
  if (text.length > LONGEST) return null;
  try {
    const tree = parse(text);
    const error = tree.errors?.[0];
    return { tree, problem: error === undefined ? null : { why: error.message, at: error.pos } };
  } catch {
    return null;
  }
}

/** Names of the variables that something in `node` may set. */
export function namesSetIn(node: SyntaxNode, names: Set<string> = new Set()): ReadonlySet<string> {
  if (node.type === 'Assignment') names.add(node.name);
  else if (node.type === 'For' || node.type === 'Select') names.add(node.name.value);
  else if (node.type === 'ParameterExpansion' && node.operation?.type === 'Default')
    names.add(node.parameter);
  else if (node.type === 'Command' && /^(read|getopts|mapfile)$/.test(node.name?.value ?? ''))
    for (const arg of node.args) if (arg.type === 'Word') names.add(arg.value);
  forEachChild(node, (child) => void namesSetIn(child, names));
  return names;
}
