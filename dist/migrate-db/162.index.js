"use strict";
exports.id = 162;
exports.ids = [162];
exports.modules = {
  /***/
  70162: (
    /***/
    ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {
      __webpack_require__.d(__webpack_exports__, {
        TABLE_FACTS_SQL: () => (
          /* reexport */
          TABLE_FACTS_SQL
        ),
        contractPlanFindings: () => (
          /* reexport */
          contractPlanFindings
        ),
        endsOf: () => (
          /* reexport */
          endsOf
        ),
        lintPlan: () => (
          /* reexport */
          lintPlan
        ),
        sarifOf: () => (
          /* reexport */
          sarifOf
        ),
        tableFactsFrom: () => (
          /* reexport */
          tableFactsFrom
        ),
        withoutSizes: () => (
          /* reexport */
          withoutSizes
        )
      });
      var annotations = __webpack_require__(63334);
      var contract = __webpack_require__(54656);
      var lint_parse = __webpack_require__(71578);
      ;
      async function endsOf(sql) {
        const parse = await (0, lint_parse.q)();
        const parsed = parse(sql);
        const nodes = parsed.ok ? parsed.statements.map(({ node }) => node) : [];
        const [first, last] = [nodes[0], nodes.at(-1)];
        return {
          first: first !== void 0 && adds(first),
          last: last !== void 0 && adds(last),
          drops: nodes.some(mayDrop)
        };
      }
      function adds(node) {
        if ("CreateStmt" in node)
          return node.CreateStmt.if_not_exists !== true;
        if ("IndexStmt" in node)
          return node.IndexStmt.if_not_exists !== true;
        const [command] = subtypesOf(node);
        return command?.missing_ok === false && ADDING.has(command.subtype);
      }
      function mayDrop(node) {
        if ("AlterTableStmt" in node)
          return subtypesOf(node).some(({ subtype }) => !ADDING.has(subtype));
        return !("CreateStmt" in node || "IndexStmt" in node || "InsertStmt" in node || "UpdateStmt" in node);
      }
      const ADDING = /* @__PURE__ */ new Set(["AT_AddColumn", "AT_AddConstraint"]);
      function subtypesOf(node) {
        if (!("AlterTableStmt" in node))
          return [];
        const { cmds = [], missing_ok = false } = node.AlterTableStmt;
        return cmds.flatMap((command) => "AlterTableCmd" in command ? [
          {
            subtype: command.AlterTableCmd.subtype ?? "",
            missing_ok: missing_ok || command.AlterTableCmd.missing_ok === true
          }
        ] : []);
      }
      ;
      const TABLE_FACTS_SQL = `
SELECT n.nspname || '.' || c.relname AS table, c.reltuples::float8 AS rows, pg_total_relation_size(c.oid) AS bytes,
  (SELECT coalesce(json_object_agg(a.attname, format_type(a.atttypid, a.atttypmod)), '{}') FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
  (SELECT coalesce(json_agg(a.attname), '[]') FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND (a.attnotnull OR EXISTS (
      SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.convalidated
        AND k.conkey = ARRAY[a.attnum] AND pg_get_expr(k.conbin, c.oid) = format('(%I IS NOT NULL)', a.attname)))) AS not_null,
  (SELECT coalesce(json_agg(x.relname), '[]') FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
    WHERE i.indrelid = c.oid) AS indexes,
  (SELECT coalesce(json_agg(json_build_object('name', k.conname,
      'columns', (SELECT json_agg(a.attname) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (k.conkey)),
      'referred', (SELECT json_agg(a.attname) FROM pg_attribute a WHERE a.attrelid = p.oid AND a.attnum = ANY (k.confkey)),
      'table', m.nspname || '.' || p.relname)), '[]')
    FROM pg_constraint k JOIN pg_class p ON p.oid = k.confrelid JOIN pg_namespace m ON m.oid = p.relnamespace
    WHERE k.conrelid = c.oid AND k.contype = 'f') AS references,
  (SELECT coalesce(json_agg(DISTINCT m.nspname || '.' || v.relname), '[]')
    FROM pg_depend d JOIN pg_rewrite w ON w.oid = d.objid JOIN pg_class v ON v.oid = w.ev_class
    JOIN pg_namespace m ON m.oid = v.relnamespace
    WHERE d.classid = 'pg_rewrite'::regclass AND d.refobjid = c.oid AND v.oid <> c.oid AND v.relkind IN ('v', 'm')) AS views
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;
      function tableFactsFrom(rows) {
        return new Map(rows.map((row) => [
          row.table,
          {
            rows: row.rows,
            bytes: Number(row.bytes),
            columns: new Map(Object.entries(row.columns)),
            notNull: new Set(row.not_null),
            indexes: new Set(row.indexes),
            references: row.references,
            views: row.views
          }
        ]));
      }
      var lint = __webpack_require__(76715);
      ;
      async function lintPlan(plan, facts = sizesOf(plan)) {
        const migrations = plan.standing.pending.filter((migration) => migration.sql !== void 0);
        const findings = await (0, lint.JW)(
          migrations.map((migration) => fileOf(plan, migration)),
          // Every session that applies something is given a lock_timeout by this action.
          { tables: facts, serverVersion: plan.identity.serverVersion, lockTimeout: true }
        );
        const byPath = new Map(migrations.map((migration) => [pathOf(migration), migration]));
        return findings.map((finding) => planFinding(finding, byPath.get(finding.file)));
      }
      async function contractPlanFindings(plan, { revisions, needsOldShape }) {
        const migrations = plan.standing.pending.filter((migration) => migration.sql !== void 0);
        const files = migrations.map((migration) => fileOf(plan, migration));
        const findings = await (0, contract.T)(files, revisions, needsOldShape);
        const byPath = new Map(migrations.map((migration) => [pathOf(migration), migration]));
        return findings.map((finding) => planFinding(finding, byPath.get(finding.file)));
      }
      const withoutSizes = (facts) => new Map([...facts].map(([table, each]) => [table, { ...each, rows: void 0, bytes: void 0 }]));
      const sizesOf = ({ sizes }) => new Map(sizes.map(({ table, rows, bytes }) => [table, { rows, bytes }]));
      const pathOf = ({ file, id }) => file ?? id;
      const fileOf = ({ tool }, migration) => ({
        path: pathOf(migration),
        sql: migration.sql ?? "",
        transactional: migration.transactional,
        lineOffset: (migration.line ?? 1) - 1,
        tool
      });
      function planFinding({ file, line, column, ...finding }, of) {
        const place = of?.line === void 0 ? { line: void 0, column: void 0 } : { line, column };
        return { ...finding, migration: of?.id ?? file, file: of?.file, ...place };
      }
      var meta_rules = __webpack_require__(43241);
      var report = __webpack_require__(7192);
      var lint_rules = __webpack_require__(44605);
      ;
      const LEVELS = {
        error: "error",
        warning: "warning",
        notice: "note"
      };
      function sarifOf(findings, page) {
        const rules = [...lint_rules.y, ...meta_rules.q];
        return {
          $schema: "https://json.schemastore.org/sarif-2.1.0.json",
          version: "2.1.0",
          runs: [
            {
              tool: {
                driver: {
                  name: "Sluice migrate-db",
                  rules: rules.map(({ id, title, severity }) => ({
                    id,
                    shortDescription: { text: title },
                    help: {
                      text: `${title}. Each result says what is locked, why that hurts, and the safe way to write it.`
                    },
                    ...page === void 0 ? {} : { helpUri: `${page}#${id}` },
                    defaultConfiguration: { level: LEVELS[severity] }
                  }))
                }
              },
              columnKind: "utf16CodeUnits",
              results: findings.flatMap((finding) => {
                const index = rules.findIndex(({ id }) => id === finding.rule);
                return finding.file === void 0 ? [] : [resultOf(finding, finding.file, index)];
              })
            }
          ]
        };
      }
      function resultOf(finding, file, ruleIndex) {
        const { rule, severity, line, column, why } = finding;
        return {
          ruleId: rule,
          ruleIndex,
          level: LEVELS[severity],
          message: { text: `${why} ${(0, report.WD)(finding)}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(file) },
                // SQL that a tool makes from code stands nowhere in it.
                region: { startLine: line ?? 1, ...column === void 0 ? {} : { startColumn: column } }
              }
            }
          ]
        };
      }
      function uriOf(path) {
        return path.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
      }
      ;
    })
  )
};
;
