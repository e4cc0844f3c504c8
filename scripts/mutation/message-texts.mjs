// What Stryker leaves alone: sentences for people. Tests of this project assert rules and values, not sentences
// (CONTRIBUTING.md), so an emptied sentence would survive by intent and hide the mutants that matter.
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const TEXT_FIELDS = new Set(['message', 'help', 'fix', 'reason']);
const REASON = 'a sentence for people';

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'message-texts', { shouldIgnore })];

/** Ignoring a node ignores all that is in it, so only texts without decisions of their own are ignored. */
function shouldIgnore({ node, parent }) {
  return isPlainText(node) && isForPeople(node, parent) ? REASON : undefined;
}

function isPlainText(node) {
  if (node.type === 'StringLiteral') return true;
  return node.type === 'TemplateLiteral' && node.expressions.every(decidesNothing);
}

function decidesNothing(expression) {
  if (['Identifier', 'NumericLiteral', 'StringLiteral'].includes(expression.type)) return true;
  if (expression.type === 'MemberExpression') return decidesNothing(expression.object);
  return expression.type === 'CallExpression' && expression.arguments.every(decidesNothing);
}

/** `message:`, `help:`, `fix:` and `reason:` of findings, errors and steps, and the second argument of `new MirrorError(code, message, …)`. */
function isForPeople(node, parent) {
  if (parent?.type === 'ObjectProperty') return parent.value === node && TEXT_FIELDS.has(parent.key.name);
  return (
    parent?.type === 'NewExpression' &&
    parent.callee.name === 'MirrorError' &&
    parent.arguments.indexOf(node) === 1
  );
}
