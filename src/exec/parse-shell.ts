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
  for (const name of ownNames(node)) names.add(name);
  forEachChild(node, (child) => void namesSetIn(child, names));
  return names;
}

function ownNames(node: SyntaxNode): readonly string[] {
  switch (node.type) {
    case 'Assignment':
      return [node.name];
    case 'For':
    case 'Select':
      return [node.name.value];
    case 'ParameterExpansion':
      return node.operation?.type === 'Default' ? [node.parameter] : [];
    case 'Command':
      return /^(read|getopts|mapfile)$/.test(node.name?.value ?? '')
        ? node.args.flatMap((arg) => (arg.type === 'Word' ? [arg.value] : []))
        : [];
    default:
      return [];
  }
}
