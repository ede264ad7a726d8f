"use strict";
exports.id = 642;
exports.ids = [642];
exports.modules = {
  /***/
  60642: (
    /***/
    ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {
      __webpack_require__.d(__webpack_exports__, {
        TABLE_FACTS_SQL: () => (
          /* reexport */
          TABLE_FACTS_SQL
        ),
        lintPlan: () => (
          /* reexport */
          lintPlan
        ),
        tableFactsFrom: () => (
          /* reexport */
          tableFactsFrom
        )
      });
      ;
      const FORMS = "Write `-- sluice: ignore RULE because REASON`, `-- sluice: phase: contract after COMMIT` or `-- sluice: no-transaction`.";
      function directives_readDirectives(comments, statements, source, rules) {
        const ignores = [];
        const faults = [];
        let contract;
        for (const comment of comments) {
          const said = /^(?:--|\/\*)\s*sluice:\s*([^]*?)\s*(?:\*\/)?$/.exec(comment.text)?.[1];
          if (said === void 0 || said === "no-transaction")
            continue;
          const at = comment.start;
          const phase = /^phase:\s*contract(?:\s+after\s+(\S+))?$/.exec(said);
          if (phase)
            contract = { at, after: phase[1] };
          else if (!/^ignore\b/.test(said))
            faults.push({ at, why: `"${said}" is nothing that the linter knows.`, remedy: FORMS });
          else {
            const [named = "", ...because] = said.replace(/^ignore/, "").split(/\bbecause\b/);
            const reason = because.join("because");
            const names = named.split(/[\s,]+/).filter((name) => name !== "");
            const wrong = faultOf(names, reason, rules);
            if (wrong !== void 0)
              faults.push({ at, ...wrong });
            else {
              const statement = statementFor(comment, statements, source);
              ignores.push(...names.map((rule) => ({ rule, reason, at, statement })));
            }
          }
        }
        return { contract, ignores, faults };
      }
      function faultOf(names, reason, rules) {
        const unknown2 = names.filter((name) => !rules.has(name));
        if (names.length === 0)
          return { why: "It names no rule.", remedy: FORMS };
        if (unknown2.length > 0) {
          return { why: `There is no rule ${unknown2.join(", ")}.`, remedy: "Name the rule as the finding does." };
        }
        if (reason.trim() !== "")
          return void 0;
        return {
          why: "It gives no reason.",
          remedy: `Write \`-- sluice: ignore ${names.join(", ")} because\` and say why it is safe here.`
        };
      }
      function statementFor({ start }, statements, source) {
        const line = source.lineStartOf(start);
        const around = statements.find((each) => each.start <= start && start < each.end);
        const before = statements.findLast((each) => each.end <= start && each.end >= line);
        const next = statements.find((each) => each.start >= start);
        return (around ?? before ?? next)?.start;
      }
      ;
      function relationName(relation) {
        return `${relation?.schemaname ?? "public"}.${relation?.relname ?? ""}`;
      }
      function words(nodes) {
        return (nodes ?? []).flatMap((node) => "String" in node ? [node.String.sval ?? ""] : []);
      }
      function qualifiedNames(objects) {
        return (objects ?? []).map((object) => {
          if ("List" in object)
            return words(object.List.items);
          if ("TypeName" in object)
            return words(object.TypeName.names);
          return words([object]);
        });
      }
      function relationOf(name) {
        return [name.at(-2) ?? "public", name.at(-1) ?? ""].join(".");
      }
      function sibling(relation, name) {
        return `${relation.slice(0, relation.indexOf("."))}.${name}`;
      }
      function written(relation) {
        const [schema = "", ...name] = relation.split(".");
        return [...schema === "public" ? [] : [schema], name.join(".")].map(identifier).join(".");
      }
      function identifier(name) {
        return /^[a-z_][a-z0-9_$]*$/.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
      }
      const RESERVED = new Set("all analyse analyze and any array as asc asymmetric authorization between binary both case cast check collate collation column concurrently constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references returning right select session_user similar some symmetric system_user table tablesample then to trailing true union unique user using variadic verbose when where window with".split(" "));
      function constantOf(node) {
        if (node === void 0 || !("A_Const" in node))
          return void 0;
        const { sval, ival, fval, boolval } = node.A_Const;
        if (sval)
          return sval.sval ?? "";
        if (ival)
          return String(ival.ival ?? 0);
        if (fval)
          return fval.fval ?? "0";
        return boolval ? String(boolval.boolval ?? false) : void 0;
      }
      function typeOf(type) {
        return words(type?.names).at(-1) ?? "";
      }
      function modifiersOf(type) {
        return (type?.typmods ?? []).map((node) => Number(constantOf(node)));
      }
      function functionsCalled(root) {
        const names = [];
        const waiting = [root];
        while (waiting.length > 0) {
          const node = waiting.pop();
          if (typeof node !== "object" || node === null)
            continue;
          if ("FuncCall" in node)
            names.push(words(node.FuncCall.funcname).at(-1) ?? "");
          for (const value of Object.values(node))
            waiting.push(value);
        }
        return names;
      }
      ;
      const CATALOG_NAMES = {
        integer: "int4",
        bigint: "int8",
        smallint: "int2",
        "character varying": "varchar",
        character: "bpchar",
        boolean: "bool",
        real: "float4",
        "double precision": "float8",
        "bit varying": "varbit",
        "timestamp without time zone": "timestamp",
        "timestamp with time zone": "timestamptz",
        "time without time zone": "time",
        "time with time zone": "timetz",
        serial: "int4",
        serial4: "int4",
        bigserial: "int8",
        serial8: "int8",
        smallserial: "int2",
        serial2: "int2"
      };
      const SAME_BYTES = /* @__PURE__ */ new Set(["varchar text", "text varchar", "cidr inet", "xml text"]);
      const WIDENING = /* @__PURE__ */ new Set(["varchar", "varbit", "timestamp", "timestamptz", "time", "timetz"]);
      const SERIAL = /^(small|big)?serial[248]?$/;
      function isSerial(type) {
        return SERIAL.test(typeOf(type));
      }
      function columnType(type) {
        const name = typeOf(type);
        return {
          name: CATALOG_NAMES[name] ?? name,
          modifiers: modifiersOf(type),
          array: (type?.arrayBounds ?? []).length > 0
        };
      }
      function parseType(text) {
        const modifiers = /\(([\d,]+)\)/.exec(text)?.[1];
        const array = text.endsWith("[]");
        const name = text.replace(/\([\d,]+\)/, "").replace(/\[\]$/, "");
        return {
          name: CATALOG_NAMES[name] ?? name.split(".").at(-1)?.replaceAll('"', "") ?? name,
          modifiers: modifiers === void 0 ? [] : modifiers.split(",").map(Number),
          array
        };
      }
      function writtenType(type) {
        const named = columnType(type);
        const [schema, ...more] = words(type?.names);
        const own = more.length > 0 && schema !== void 0 && schema !== "pg_catalog" ? `${identifier(schema)}.` : "";
        return `${own}${typeInWords({ ...named, name: identifier(named.name) })}`;
      }
      function typeInWords({ name, modifiers, array }) {
        return `${name}${modifiers.length > 0 ? `(${modifiers.join(",")})` : ""}${array ? "[]" : ""}`;
      }
      function typeChange(from, to) {
        if (from === void 0)
          return "unknown";
        if (typeInWords(from) === typeInWords(to))
          return "same";
        if (from.array || to.array)
          return "rewrite";
        if (from.name !== to.name) {
          return SAME_BYTES.has(`${from.name} ${to.name}`) && to.modifiers.length === 0 ? "catalog" : "rewrite";
        }
        return isWider(from, to) ? "catalog" : "rewrite";
      }
      function isWider(from, to) {
        const [oldLength, oldScale = 0] = from.modifiers;
        const [newLength, newScale = 0] = to.modifiers;
        if (to.name !== "numeric" && !WIDENING.has(to.name))
          return false;
        if (newLength === void 0)
          return true;
        return oldLength !== void 0 && newLength >= oldLength && newScale === oldScale;
      }
      ;
      function lockTimeoutOf(node) {
        if ("VariableSetStmt" in node) {
          const { kind, name, args = [], is_local } = node.VariableSetStmt;
          if (kind === "VAR_RESET_ALL")
            return { bounded: void 0, local: false };
          if (name?.toLowerCase() !== "lock_timeout")
            return void 0;
          return {
            bounded: kind === "VAR_SET_VALUE" ? isBound(constantOf(args[0])) : void 0,
            local: is_local === true
          };
        }
        if (!("SelectStmt" in node))
          return void 0;
        for (const target of node.SelectStmt.targetList ?? []) {
          const call = "ResTarget" in target ? target.ResTarget.val : void 0;
          if (call === void 0 || !("FuncCall" in call))
            continue;
          const [name, value, local] = (call.FuncCall.args ?? []).map(constantOf);
          if (words(call.FuncCall.funcname).at(-1) !== "set_config" || name?.toLowerCase() !== "lock_timeout")
            continue;
          return { bounded: isBound(value), local: local === "true" };
        }
        return void 0;
      }
      function isBound(value) {
        return value !== void 0 && Number.parseFloat(value) > 0;
      }
      ;
      function alterations({ node, start }) {
        if (!("AlterTableStmt" in node))
          return [];
        const { relation, cmds = [], objtype } = node.AlterTableStmt;
        if (objtype !== "OBJECT_TABLE" && objtype !== "OBJECT_FOREIGN_TABLE")
          return [];
        return cmds.flatMap((cmd) => {
          if (!("AlterTableCmd" in cmd))
            return [];
          const command = cmd.AlterTableCmd;
          const { location } = { ...definition(command), ...constraint(command) };
          return [{ table: relationName(relation), command, column: columnOf(command), at: location ?? start }];
        });
      }
      function columnOf(command) {
        return command.subtype === "AT_AddColumn" ? definition(command)?.colname ?? "" : command.name ?? "";
      }
      function definition({ def }) {
        return def !== void 0 && "ColumnDef" in def ? def.ColumnDef : void 0;
      }
      function constraint({ def }) {
        return def !== void 0 && "Constraint" in def ? def.Constraint : void 0;
      }
      function columnConstraints(column) {
        return (column?.constraints ?? []).flatMap((node) => "Constraint" in node ? [node.Constraint] : []);
      }
      function addedConstraints(statement) {
        return alterations(statement).flatMap((alteration) => {
          const { command, at, column } = alteration;
          const own = constraint(command);
          if (command.subtype === "AT_AddConstraint" && own !== void 0) {
            const columns = words(own.keys ?? own.fk_attrs);
            return [{ ...alteration, constraint: own, columns, withColumn: false }];
          }
          if (command.subtype !== "AT_AddColumn")
            return [];
          return columnConstraints(definition(command)).map((inline) => ({
            ...alteration,
            at: inline.location ?? at,
            constraint: inline,
            columns: [column],
            withColumn: true
          }));
        });
      }
      function newTable({ node }) {
        if (!("CreateStmt" in node))
          return void 0;
        const { relation, tableElts = [] } = node.CreateStmt;
        const columns = tableElts.flatMap((element) => "ColumnDef" in element ? [element.ColumnDef] : []);
        const own = tableElts.flatMap((element) => "Constraint" in element ? [element.Constraint] : []);
        const inline = columns.flatMap((column) => columnConstraints(column).map((each) => ({ ...each, onColumn: column.colname ?? "" })));
        return { table: relationName(relation), columns, constraints: [...own, ...inline] };
      }
      function parentsOf({ table, constraints }) {
        const parents = constraints.flatMap(({ contype, pktable }) => contype === "CONSTR_FOREIGN" ? [relationName(pktable)] : []);
        return [...new Set(parents)].filter((parent) => parent !== table);
      }
      ;
      const WEAKER = {
        AT_ValidateConstraint: "ShareUpdateExclusive",
        AT_SetStatistics: "ShareUpdateExclusive",
        AT_SetOptions: "ShareUpdateExclusive",
        AT_ResetOptions: "ShareUpdateExclusive",
        AT_SetRelOptions: "ShareUpdateExclusive",
        AT_ResetRelOptions: "ShareUpdateExclusive",
        AT_ClusterOn: "ShareUpdateExclusive",
        AT_DropCluster: "ShareUpdateExclusive",
        AT_AttachPartition: "ShareUpdateExclusive",
        AT_DetachPartitionFinalize: "ShareUpdateExclusive",
        AT_EnableTrig: "ShareRowExclusive",
        AT_EnableAlwaysTrig: "ShareRowExclusive",
        AT_EnableReplicaTrig: "ShareRowExclusive",
        AT_EnableTrigAll: "ShareRowExclusive",
        AT_EnableTrigUser: "ShareRowExclusive",
        AT_DisableTrig: "ShareRowExclusive",
        AT_DisableTrigAll: "ShareRowExclusive",
        AT_DisableTrigUser: "ShareRowExclusive"
      };
      function alterTableLocks(statement, knowledge) {
        const parents = addedConstraints(statement).flatMap(({ constraint: constraint2 }) => constraint2.contype === "CONSTR_FOREIGN" ? [{ relation: relationName(constraint2.pktable), mode: "ShareRowExclusive" }] : []);
        const tables = alterations(statement).flatMap((alteration) => [
          { relation: alteration.table, mode: ownMode(alteration) },
          ...partition(alteration.command),
          ...otherEnds(alteration, knowledge)
        ]);
        return [...tables, ...parents];
      }
      function ownMode({ command }) {
        const { subtype, def } = command;
        if (subtype === "AT_AddConstraint" && def !== void 0 && "Constraint" in def) {
          return def.Constraint.contype === "CONSTR_FOREIGN" ? "ShareRowExclusive" : "AccessExclusive";
        }
        if (isConcurrentDetach(command))
          return "ShareUpdateExclusive";
        return (subtype && WEAKER[subtype]) ?? "AccessExclusive";
      }
      function partition({ subtype, def }) {
        const moves = ["AT_AttachPartition", "AT_DetachPartition", "AT_DetachPartitionFinalize"];
        if (!moves.includes(subtype ?? "") || def === void 0 || !("PartitionCmd" in def))
          return [];
        return [{ relation: relationName(def.PartitionCmd.name), mode: "AccessExclusive" }];
      }
      function isConcurrentDetach({ subtype, def }) {
        return subtype === "AT_DetachPartition" && def !== void 0 && "PartitionCmd" in def && def.PartitionCmd.concurrent === true;
      }
      function otherEnds({ table, command, column }, knowledge) {
        const on2 = (mode, relations) => relations.map((relation) => ({ relation, mode }));
        switch (command.subtype) {
          case "AT_AlterColumnType":
            return on2("AccessExclusive", [
              ...knowledge.parentsOf(table, column),
              ...knowledge.childrenOf(table, column)
            ]);
          case "AT_ValidateConstraint":
            return on2("RowShare", knowledge.parentByKey(table, column));
          case "AT_DropConstraint":
            return on2("AccessExclusive", knowledge.parentByKey(table, column));
          case "AT_DropColumn": {
            const children = command.behavior === "DROP_CASCADE" ? knowledge.childrenOf(table, column) : [];
            return on2("AccessExclusive", [...knowledge.parentsOf(table, column), ...children]);
          }
          default:
            return [];
        }
      }
      ;
      const LOCK_MODES = [
        "AccessShare",
        "RowShare",
        "RowExclusive",
        "ShareUpdateExclusive",
        "Share",
        "ShareRowExclusive",
        "Exclusive",
        "AccessExclusive"
      ];
      ;
      function hasOption(options, name) {
        return (options ?? []).some((option) => {
          if (!("DefElem" in option) || option.DefElem.defname !== name)
            return false;
          const { arg } = option.DefElem;
          const value = arg !== void 0 && "String" in arg ? arg.String.sval : constantOf(arg);
          return !["false", "off", "0"].includes((value ?? "true").toLowerCase());
        });
      }
      ;
      function isAtLeast(mode, other) {
        return LOCK_MODES.indexOf(mode) >= LOCK_MODES.indexOf(other);
      }
      function locksOf(statement, knowledge) {
        const strongest = /* @__PURE__ */ new Map();
        for (const { relation, mode } of allLocks(statement, knowledge)) {
          const held = strongest.get(relation);
          if (held === void 0 || isAtLeast(mode, held))
            strongest.set(relation, mode);
        }
        return [...strongest].map(([relation, mode]) => ({ relation, mode }));
      }
      const on = (mode, relations) => relations.map((relation) => ({ relation, mode }));
      function allLocks(statement, knowledge) {
        const { node } = statement;
        if ("AlterTableStmt" in node)
          return alterTableLocks(statement, knowledge);
        if ("CreateStmt" in node)
          return createTableLocks(statement);
        if ("DropStmt" in node)
          return dropLocks(node.DropStmt, knowledge);
        if ("ReindexStmt" in node)
          return reindexLocks(node.ReindexStmt, knowledge);
        if ("IndexStmt" in node) {
          const { relation, concurrent } = node.IndexStmt;
          return on(concurrent === true ? "ShareUpdateExclusive" : "Share", [relationName(relation)]);
        }
        return maintenanceLocks(node, knowledge) ?? ruleLocks(node) ?? writeLocks(node);
      }
      function createTableLocks(statement) {
        const table = newTable(statement);
        if (table === void 0 || !("CreateStmt" in statement.node))
          return [];
        const { inhRelations = [], partbound } = statement.node.CreateStmt;
        const inherited = inhRelations.flatMap((each) => "RangeVar" in each ? [relationName(each.RangeVar)] : []);
        return [
          ...on("ShareRowExclusive", parentsOf(table)),
          ...on(partbound === void 0 ? "ShareUpdateExclusive" : "AccessExclusive", inherited)
        ];
      }
      function dropLocks({ removeType, objects, behavior, concurrent }, knowledge) {
        const names = qualifiedNames(objects);
        const relations = names.map(relationOf);
        switch (removeType) {
          case "OBJECT_TABLE": {
            const parents = relations.flatMap((table) => knowledge.parentsOf(table));
            const reached = behavior === "DROP_CASCADE" ? relations.flatMap((table) => knowledge.dependentsOf(table)) : [];
            return on("AccessExclusive", [...relations, ...parents, ...reached]);
          }
          case "OBJECT_INDEX": {
            const tables = relations.flatMap((index) => knowledge.tableOfIndex(index) ?? []);
            return on(concurrent === true ? "ShareUpdateExclusive" : "AccessExclusive", tables);
          }
          case "OBJECT_MATVIEW":
          case "OBJECT_VIEW":
            return on("AccessExclusive", relations);
          case "OBJECT_SCHEMA":
            return on("AccessExclusive", names.flatMap(([schema = ""]) => knowledge.tablesIn(schema)));
          case "OBJECT_TRIGGER":
          case "OBJECT_POLICY":
          case "OBJECT_RULE":
            return on("AccessExclusive", names.map((name) => relationOf(name.slice(0, -1))));
          default:
            return [];
        }
      }
      function reindexLocks({ kind, relation, name, params }, knowledge) {
        const mode = hasOption(params, "concurrently") ? "ShareUpdateExclusive" : "Share";
        if (kind === "REINDEX_OBJECT_TABLE")
          return on(mode, [relationName(relation)]);
        if (kind !== "REINDEX_OBJECT_INDEX")
          return on(mode, knowledge.tablesIn(name ?? ""));
        return on(mode, [knowledge.tableOfIndex(relationName(relation)) ?? []].flat());
      }
      function maintenanceLocks(node, knowledge) {
        if ("TruncateStmt" in node) {
          const { relations = [], behavior } = node.TruncateStmt;
          const tables = relations.flatMap((each) => "RangeVar" in each ? [relationName(each.RangeVar)] : []);
          const children = behavior === "DROP_CASCADE" ? tables.flatMap((table) => knowledge.childrenOf(table)) : [];
          return on("AccessExclusive", [...tables, ...children]);
        }
        if ("VacuumStmt" in node) {
          const { rels = [], options, is_vacuumcmd } = node.VacuumStmt;
          const tables = rels.flatMap((each) => "VacuumRelation" in each ? [relationName(each.VacuumRelation.relation)] : []);
          const full = is_vacuumcmd === true && hasOption(options, "full");
          return on(full ? "AccessExclusive" : "ShareUpdateExclusive", tables);
        }
        if ("ClusterStmt" in node) {
          const { relation } = node.ClusterStmt;
          return on("AccessExclusive", relation === void 0 ? [] : [relationName(relation)]);
        }
        if ("RefreshMatViewStmt" in node) {
          const { relation, concurrent } = node.RefreshMatViewStmt;
          return on(concurrent === true ? "Exclusive" : "AccessExclusive", [relationName(relation)]);
        }
        return void 0;
      }
      function ruleLocks(node) {
        if ("CreateTrigStmt" in node)
          return on("ShareRowExclusive", [relationName(node.CreateTrigStmt.relation)]);
        if ("CreatePolicyStmt" in node)
          return on("AccessExclusive", [relationName(node.CreatePolicyStmt.table)]);
        if ("AlterPolicyStmt" in node)
          return on("AccessExclusive", [relationName(node.AlterPolicyStmt.table)]);
        if ("RuleStmt" in node)
          return on("AccessExclusive", [relationName(node.RuleStmt.relation)]);
        if ("RenameStmt" in node) {
          const { renameType, relation } = node.RenameStmt;
          const named = ["OBJECT_TABLE", "OBJECT_COLUMN", "OBJECT_TABCONSTRAINT", "OBJECT_VIEW", "OBJECT_MATVIEW"];
          return named.includes(renameType ?? "") ? on("AccessExclusive", [relationName(relation)]) : [];
        }
        return void 0;
      }
      function writeLocks(node) {
        if ("UpdateStmt" in node)
          return on("RowExclusive", [relationName(node.UpdateStmt.relation)]);
        if ("DeleteStmt" in node)
          return on("RowExclusive", [relationName(node.DeleteStmt.relation)]);
        if ("InsertStmt" in node)
          return on("RowExclusive", [relationName(node.InsertStmt.relation)]);
        if (!("LockStmt" in node))
          return [];
        const { relations = [], mode = 8 } = node.LockStmt;
        const tables = relations.flatMap((each) => "RangeVar" in each ? [relationName(each.RangeVar)] : []);
        return on(LOCK_MODES[mode - 1] ?? "AccessExclusive", tables);
      }
      ;
      const BEGINS = /* @__PURE__ */ new Set(["TRANS_STMT_BEGIN", "TRANS_STMT_START"]);
      const ENDS = /* @__PURE__ */ new Set(["TRANS_STMT_COMMIT", "TRANS_STMT_ROLLBACK", "TRANS_STMT_PREPARE"]);
      function transactionKind({ node }) {
        if (!("TransactionStmt" in node))
          return void 0;
        const { kind = "" } = node.TransactionStmt;
        return BEGINS.has(kind) ? "begin" : ENDS.has(kind) ? "end" : void 0;
      }
      function inTransactions(statements, byTool) {
        let transaction = 0;
        let begunBy = byTool ? "tool" : "nobody";
        return statements.map((statement) => {
          const kind = transactionKind(statement);
          if (kind === "begin" && begunBy === "nobody")
            begunBy = "file";
          const placed = { ...statement, transaction, begunBy };
          if (kind === "end")
            begunBy = "nobody";
          if (begunBy === "nobody")
            transaction++;
          return placed;
        });
      }
      ;
      class Knowledge {
        context;
        /** A lock is not waited for without end, as far as this file and its session say. */
        lockTimeout;
        /** The tool that this file is for. */
        tool = "";
        /** Nothing can be half done in a file of one statement. */
        isSingleStatement = false;
        /** One finding about a missing lock_timeout is enough for a file. */
        isToldOfTimeout = false;
        /** Names, without schemas, that this file has dropped and may create anew. */
        droppedNames = /* @__PURE__ */ new Set();
        #exclusive = /* @__PURE__ */ new Map();
        #created = /* @__PURE__ */ new Set();
        #indexTables = /* @__PURE__ */ new Map();
        #types = /* @__PURE__ */ new Map();
        #notNull = /* @__PURE__ */ new Set();
        #notValidated = /* @__PURE__ */ new Map();
        #file = 0;
        #local;
        constructor(context) {
          this.context = context;
          this.lockTimeout = context.lockTimeout;
          for (const [table, { columns, notNull, indexes }] of context.tables) {
            for (const [column, type] of columns ?? [])
              this.#types.set(`${table}.${column}`, parseType(type));
            for (const column of notNull ?? [])
              this.#notNull.add(`${table}.${column}`);
            for (const index of indexes ?? [])
              this.#indexTables.set(sibling(table, index), table);
          }
        }
        /** Another file: its tables are the only new ones, and its session is another. */
        beginFile({ tool }, statements) {
          this.tool = tool;
          this.isSingleStatement = statements === 1;
          this.isToldOfTimeout = false;
          this.#created.clear();
          this.droppedNames.clear();
          this.#exclusive.clear();
          this.#file++;
          this.#local = void 0;
          this.lockTimeout = this.context.lockTimeout;
        }
        /** Nobody can be waiting for what this very file has created. */
        isNew(relation) {
          return this.#created.has(relation);
        }
        factsOf(table) {
          return this.context.tables.get(table);
        }
        typeOf(table, column) {
          return this.#types.get(`${table}.${column}`);
        }
        isProvenNotNull(table, column) {
          return this.#notNull.has(`${table}.${column}`);
        }
        /** Whether a constraint was added NOT VALID in the transaction of this statement. */
        isAddedIn({ transaction }, table, constraint2) {
          const added2 = this.#notValidated.get(`${table}.${constraint2}`);
          return added2?.file === this.#file && added2.transaction === transaction;
        }
        /** Statements of a transaction so far that took AccessExclusive on tables in use, and those tables. */
        exclusiveIn(transaction) {
          return this.#exclusive.get(transaction) ?? { statements: 0, tables: /* @__PURE__ */ new Set() };
        }
        tableOfIndex(index) {
          return this.#indexTables.get(index);
        }
        tablesIn(schema) {
          return [...this.context.tables.keys()].filter((table) => table.startsWith(`${schema}.`));
        }
        /** Tables that foreign keys of this table, or of one column of it, refer to. */
        parentsOf(table, column) {
          const keys = this.factsOf(table)?.references ?? [];
          return keys.filter(({ columns }) => column === void 0 || columns.includes(column)).map(({ table: parent }) => parent).filter((parent) => parent !== table);
        }
        /** The table that a foreign key by that name refers to; none where the name is another constraint's. */
        parentByKey(table, name) {
          const keys = this.factsOf(table)?.references ?? [];
          return keys.filter((key) => key.name === name && key.table !== table).map((key) => key.table);
        }
        /** Tables whose foreign keys refer to this one, or to one column of it. */
        childrenOf(table, column) {
          const refers = (key) => key.table === table && (column === void 0 || key.referred.includes(column));
          return [...this.context.tables].filter(([child, { references = [] }]) => child !== table && references.some(refers)).map(([child]) => child);
        }
        /** All that DROP ... CASCADE of a table reaches: tables that lose a foreign key, and views. */
        dependentsOf(table) {
          return [...this.childrenOf(table), ...this.factsOf(table)?.views ?? []];
        }
        /** Takes in what a statement does, after it was judged. */
        learn(statement) {
          this.#learnLocks(statement);
          this.#learnTimeout(statement);
          this.#learnRelations(statement.node);
          const created = newTable(statement);
          for (const column of created?.columns ?? []) {
            this.#types.set(`${created?.table ?? ""}.${column.colname ?? ""}`, columnType(column.typeName));
          }
          this.#learnColumns(statement);
          this.#learnConstraints(statement);
        }
        #learnLocks(statement) {
          const felt2 = locksOf(statement, this).filter(({ relation }) => !this.isNew(relation));
          if (!this.lockTimeout && felt2.some(({ mode }) => isAtLeast(mode, "Share")))
            this.isToldOfTimeout = true;
          const exclusive = felt2.filter(({ mode }) => mode === "AccessExclusive");
          if (exclusive.length === 0)
            return;
          const { statements, tables } = this.exclusiveIn(statement.transaction);
          this.#exclusive.set(statement.transaction, {
            statements: statements + 1,
            tables: /* @__PURE__ */ new Set([...tables, ...exclusive.map(({ relation }) => relation)])
          });
        }
        #learnTimeout(statement) {
          if (this.#local && (transactionKind(statement) === "end" || statement.transaction !== this.#local.transaction)) {
            this.lockTimeout = this.#local.before;
            this.#local = void 0;
          }
          const set = lockTimeoutOf(statement.node);
          if (set === void 0 || set.local && statement.begunBy === "nobody")
            return;
          if (set.local)
            this.#local = { transaction: statement.transaction, before: this.lockTimeout };
          this.lockTimeout = set.bounded ?? this.context.lockTimeout;
        }
        #learnRelations(node) {
          const created = createdBy(node, this.context);
          if (created !== void 0)
            this.#created.add(created);
          if ("IndexStmt" in node && node.IndexStmt.idxname !== void 0) {
            const table = relationName(node.IndexStmt.relation);
            this.#indexTables.set(sibling(table, node.IndexStmt.idxname), table);
          }
          if ("DropStmt" in node)
            for (const name of qualifiedNames(node.DropStmt.objects))
              this.droppedNames.add(name.at(-1) ?? "");
          if (!("RenameStmt" in node) || node.RenameStmt.renameType !== "OBJECT_TABLE")
            return;
          const before = relationName(node.RenameStmt.relation);
          if (this.isNew(before))
            this.#created.add(sibling(before, node.RenameStmt.newname ?? ""));
        }
        #learnColumns(statement) {
          for (const { table, column, command } of alterations(statement)) {
            const { subtype } = command;
            if (subtype === "AT_AddColumn" || subtype === "AT_AlterColumnType") {
              this.#types.set(`${table}.${column}`, columnType(definition(command)?.typeName));
            }
            if (subtype === "AT_SetNotNull")
              this.#notNull.add(`${table}.${column}`);
            if (subtype === "AT_DropNotNull")
              this.#notNull.delete(`${table}.${column}`);
            if (subtype === "AT_ValidateConstraint") {
              const proven = this.#notValidated.get(`${table}.${column}`)?.provesNotNull;
              if (proven !== void 0)
                this.#notNull.add(`${table}.${proven}`);
            }
          }
        }
        #learnConstraints(statement) {
          for (const { table, constraint: constraint2 } of addedConstraints(statement)) {
            const proven = provenNotNull(constraint2);
            if (constraint2.skip_validation === true) {
              const { transaction } = statement;
              this.#notValidated.set(`${table}.${constraint2.conname ?? ""}`, {
                file: this.#file,
                transaction,
                provesNotNull: proven
              });
            } else if (proven !== void 0)
              this.#notNull.add(`${table}.${proven}`);
          }
        }
      }
      function createdBy(node, { tables }) {
        const [relation, mayExist] = "CreateStmt" in node ? [node.CreateStmt.relation, node.CreateStmt.if_not_exists] : "CreateTableAsStmt" in node ? [node.CreateTableAsStmt.into?.rel, node.CreateTableAsStmt.if_not_exists] : "SelectStmt" in node ? [node.SelectStmt.intoClause?.rel, false] : [void 0, false];
        const name = relation === void 0 ? void 0 : relationName(relation);
        return name === void 0 || mayExist === true && tables.has(name) ? void 0 : name;
      }
      function provenNotNull({ contype, raw_expr, keys }) {
        if (contype === "CONSTR_NOTNULL")
          return words(keys)[0];
        if (contype !== "CONSTR_CHECK" || raw_expr === void 0 || !("NullTest" in raw_expr))
          return void 0;
        const { arg, nulltesttype } = raw_expr.NullTest;
        if (nulltesttype !== "IS_NOT_NULL" || arg === void 0 || !("ColumnRef" in arg))
          return void 0;
        return words(arg.ColumnRef.fields).at(-1);
      }
      ;
      const SYNTAX = {
        id: "syntax",
        severity: "error",
        title: "PostgreSQL’s parser cannot read the file"
      };
      const DIRECTIVE = {
        id: "directive",
        severity: "error",
        title: "A comment for the linter that it cannot follow"
      };
      const UNUSED_IGNORE = {
        id: "unused-ignore",
        severity: "notice",
        title: "An ignore comment that nothing needs"
      };
      const meta_rules_CONTRACT_TOO_EARLY = {
        id: "contract-too-early",
        severity: "error",
        title: "A contract phase while a revision needs the old shape"
      };
      const meta_rules_META_RULES = [SYNTAX, DIRECTIVE, UNUSED_IGNORE, meta_rules_CONTRACT_TOO_EARLY];
      ;
      const NEWLINE = 10;
      class SourceText {
        #bytes;
        #lineStarts;
        #linesAbove;
        constructor(sql, linesAbove = 0) {
          this.#bytes = Buffer.from(sql);
          this.#lineStarts = lineStartsOf(this.#bytes);
          this.#linesAbove = linesAbove;
        }
        get length() {
          return this.#bytes.length;
        }
        /** The text between two offsets. */
        slice(start, end) {
          return this.#bytes.toString("utf8", start, end);
        }
        positionOf(offset) {
          const index = this.#lineIndexOf(offset);
          const before = this.slice(this.#lineStarts[index] ?? 0, offset);
          return { line: index + 1 + this.#linesAbove, column: before.length + 1 };
        }
        /** Where the line of an offset begins. */
        lineStartOf(offset) {
          return this.#lineStarts[this.#lineIndexOf(offset)] ?? 0;
        }
        /** The offset of a character that is counted in code points, as the parser counts where it fails. */
        offsetOfCharacter(count) {
          let offset = 0;
          for (let seen = 0; offset < this.length; offset++) {
            if (((this.#bytes[offset] ?? 0) & 192) !== 128 && seen++ === count)
              break;
          }
          return offset;
        }
        #lineIndexOf(offset) {
          let [low, high] = [0, this.#lineStarts.length - 1];
          while (low < high) {
            const middle = Math.ceil((low + high) / 2);
            if ((this.#lineStarts[middle] ?? 0) <= offset)
              low = middle;
            else
              high = middle - 1;
          }
          return low;
        }
      }
      function lineStartsOf(bytes) {
        const starts = [0];
        for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1))
          starts.push(at + 1);
        return starts;
      }
      ;
      const BYTE_ORDER_MARK = /^\uFEFF/;
      async function parse_loadParser() {
        const library = await __webpack_require__.e(
          /* import() */
          627
        ).then(__webpack_require__.t.bind(__webpack_require__, 2627, 23));
        await library.loadModule();
        return (sql, linesAbove = 0) => read(library, new SourceText(sql.replace(BYTE_ORDER_MARK, ""), linesAbove));
      }
      function read(library, source) {
        const text = source.slice(0, source.length);
        const refusal = (message, offset) => ({ ok: false, source, message, offset });
        const zero = text.indexOf("\0");
        if (zero !== -1) {
          const offset = Buffer.byteLength(text.slice(0, zero));
          return refusal("a NUL character, which PostgreSQL takes in no text", offset);
        }
        try {
          const statements = statementsOf(library, text, source);
          return { ok: true, source, statements, comments: commentsOf(library, text) };
        } catch (error) {
          if (library.hasSqlDetails(error)) {
            return refusal(error.message, source.offsetOfCharacter(error.sqlDetails?.cursorPosition ?? 0));
          }
          return refusal(`more than the parser can hold (${String(error)})`, 0);
        }
      }
      function statementsOf(library, text, source) {
        if (text.trim() === "")
          return [];
        return (library.parseSync(text).stmts ?? []).flatMap(({ stmt: node, stmt_location: start = 0, stmt_len }) => {
          const end = stmt_len === void 0 ? source.length : start + stmt_len;
          return node === void 0 ? [] : [{ node, start, end, text: source.slice(start, end) }];
        });
      }
      function commentsOf(library, text) {
        if (!text.includes("sluice:"))
          return [];
        return library.scanSync(text).tokens.filter(({ tokenName }) => tokenName === "SQL_COMMENT" || tokenName === "C_COMMENT").map(({ text: comment, start, end }) => ({ text: comment, start, end }));
      }
      ;
      const STEADY_FUNCTIONS = new Set("now transaction_timestamp statement_timestamp current_setting current_schema to_timestamp to_date to_char to_number date_trunc date_part timezone make_date make_time make_timestamp make_timestamptz make_interval age lower upper initcap btrim ltrim rtrim length concat concat_ws format left right lpad rpad repeat replace substr md5 sha256 sha512 encode decode convert_to abs ceil ceiling floor round trunc power sqrt mod greatest least json_build_object json_build_array jsonb_build_object jsonb_build_array to_json to_jsonb array_fill string_to_array hashtext inet_client_addr".split(" "));
      function rewritingColumn(column) {
        const constraints = columnConstraints(column);
        if (isSerial(column?.typeName))
          return "serial";
        if (constraints.some(({ contype }) => contype === "CONSTR_IDENTITY"))
          return "identity";
        if (constraints.some(({ contype, generated_kind }) => contype === "CONSTR_GENERATED" && generated_kind !== "v"))
          return "stored";
        const value = defaultOf(column);
        return functionsCalled(value).every((name) => STEADY_FUNCTIONS.has(name)) ? void 0 : "volatile";
      }
      function defaultOf(column) {
        return columnConstraints(column).find(({ contype }) => contype === "CONSTR_DEFAULT")?.raw_expr;
      }
      function changedType({ table, column, command }, knowledge) {
        const from = knowledge.typeOf(table, column);
        const changed = definition(command);
        const to = columnType(changed?.typeName);
        const computed = changed?.raw_default !== void 0 && !isPlainCast(changed.raw_default, to);
        return { change: computed ? "rewrite" : typeChange(from, to), from, to };
      }
      function isPlainCast(using, to) {
        if ("ColumnRef" in using)
          return true;
        if (!("TypeCast" in using))
          return false;
        const { arg, typeName } = using.TypeCast;
        return arg !== void 0 && "ColumnRef" in arg && typeChange(columnType(typeName), to) === "same";
      }
      const REWRITING_ACTIONS = /* @__PURE__ */ new Set([
        "AT_SetLogged",
        "AT_SetUnLogged",
        "AT_SetTableSpace",
        "AT_SetAccessMethod"
      ]);
      function isMove({ subtype }) {
        return REWRITING_ACTIONS.has(subtype ?? "");
      }
      function rewritesOf(statement, knowledge) {
        const { node } = statement;
        if ("VacuumStmt" in node) {
          const { rels = [], options } = node.VacuumStmt;
          if (!hasOption(options, "full"))
            return [];
          return rels.flatMap((each) => "VacuumRelation" in each ? [relationName(each.VacuumRelation.relation)] : []);
        }
        if ("ClusterStmt" in node && node.ClusterStmt.relation)
          return [relationName(node.ClusterStmt.relation)];
        if ("RefreshMatViewStmt" in node && node.RefreshMatViewStmt.concurrent !== true) {
          return [relationName(node.RefreshMatViewStmt.relation)];
        }
        const altered = alterations(statement).filter((alteration) => {
          const { subtype } = alteration.command;
          if (subtype === "AT_AddColumn")
            return rewritingColumn(definition(alteration.command)) !== void 0;
          if (subtype === "AT_AlterColumnType") {
            return ["rewrite", "unknown"].includes(changedType(alteration, knowledge).change);
          }
          return isMove(alteration.command);
        });
        return [...new Set(altered.map(({ table }) => table))];
      }
      ;
      function dropped({ node }, kind) {
        if (!("DropStmt" in node) || node.DropStmt.removeType !== kind)
          return [];
        return qualifiedNames(node.DropStmt.objects).map((name) => relationOf(name.slice(0, -1)));
      }
      const trigger = {
        id: "trigger",
        severity: "warning",
        title: "CREATE, DROP, ENABLE or DISABLE TRIGGER",
        about: "lock",
        find: (statement) => {
          const { node } = statement;
          const gone = dropped(statement, "OBJECT_TRIGGER");
          const created = "CreateTrigStmt" in node ? [relationName(node.CreateTrigStmt.relation)] : [];
          const switched = alterations(statement).flatMap(({ table, command }) => /^AT_(Enable|Disable)(Always|Replica)?Trig/.test(command.subtype ?? "") ? [table] : []);
          return [.../* @__PURE__ */ new Set([...created, ...switched])].map((table) => triggerFault(table, "Nobody writes to", "ShareRowExclusive")).concat(gone.map((table) => triggerFault(table, "Nobody reads or writes", "AccessExclusive")));
        }
      };
      const triggerFault = (table, effect, mode) => ({
        tables: [table],
        why: `${effect} ${written(table)} until this transaction has ended (${mode}), and every write runs another way from then on, for the revision that serves too.`,
        remedy: "Keep it in a transaction of its own with a lock_timeout; replace the function behind a trigger rather than the trigger."
      });
      const rowSecurity = {
        id: "row-level-security",
        severity: "warning",
        title: "Row level security and policies",
        about: "lock",
        find: (statement) => {
          const { node } = statement;
          const switched = alterations(statement).flatMap(({ table, command }) => /RowSecurity$/.test(command.subtype ?? "") ? [table] : []);
          const policy = "CreatePolicyStmt" in node ? [relationName(node.CreatePolicyStmt.table)] : "AlterPolicyStmt" in node ? [relationName(node.AlterPolicyStmt.table)] : dropped(statement, "OBJECT_POLICY");
          return [.../* @__PURE__ */ new Set([...switched, ...policy])].map((table) => ({
            tables: [table],
            why: `Which rows of ${written(table)} a role sees changes at once, for the revision that serves too; the lock, AccessExclusive, lasts until the transaction has ended.`,
            remedy: "Create the policies first, try them as the application’s role on a copy, and switch row level security on last."
          }));
        }
      };
      const access_partition = {
        id: "partition",
        severity: "warning",
        title: "Partitions attached, detached or created in place",
        about: "lock",
        find: (statement) => [...moved(statement), ...createdInPlace(statement)]
      };
      function moved(statement) {
        return alterations(statement).flatMap(({ table, command, at }) => {
          const { subtype, def } = command;
          if (def === void 0 || !("PartitionCmd" in def))
            return [];
          const [parent, child] = [written(table), written(relationName(def.PartitionCmd.name))];
          if (subtype === "AT_AttachPartition") {
            return {
              at,
              tables: [table, relationName(def.PartitionCmd.name)],
              why: `All of ${child} is read under AccessExclusive unless a CHECK proves its bounds, and so is a default partition of ${parent}.`,
              remedy: `Add a CHECK of the same bounds to ${child} first, NOT VALID and then validated.`
            };
          }
          if (subtype !== "AT_DetachPartition" || isConcurrentDetach(command))
            return [];
          return {
            at,
            tables: [table, relationName(def.PartitionCmd.name)],
            why: `Nobody reads or writes any partition of ${parent} through it until this transaction has ended (AccessExclusive).`,
            remedy: "Detach it CONCURRENTLY, in a migration of its own, outside a transaction (not where there is a default partition).",
            safe: `ALTER TABLE ${parent} DETACH PARTITION ${child} CONCURRENTLY;`
          };
        });
      }
      function createdInPlace({ node }) {
        if (!("CreateStmt" in node) || node.CreateStmt.partbound === void 0)
          return [];
        const child = written(relationName(node.CreateStmt.relation));
        return (node.CreateStmt.inhRelations ?? []).flatMap((each) => {
          if (!("RangeVar" in each))
            return [];
          const table = relationName(each.RangeVar);
          return {
            tables: [table],
            why: `CREATE TABLE ... PARTITION OF takes AccessExclusive on ${written(table)}: nobody reads or writes it until this transaction has ended.`,
            remedy: "Create the table by itself and attach it: that takes ShareUpdateExclusive on the parent.",
            safe: `CREATE TABLE ${child} (LIKE ${written(table)} INCLUDING ALL);
-- Then: ALTER TABLE ${written(table)} ATTACH PARTITION ${child} FOR VALUES ...;`
          };
        });
      }
      ;
      function newColumns(statement) {
        const created = newTable(statement);
        const inTable = (created?.columns ?? []).map((column) => ({
          table: created?.table ?? "",
          column,
          constraints: [
            ...columnConstraints(column),
            ...(created?.constraints ?? []).filter(({ keys }) => isOnly(keys, column.colname))
          ]
        }));
        const added2 = alterations(statement).flatMap(({ table, command }) => {
          const column = definition(command);
          if (column === void 0 || command.subtype !== "AT_AddColumn")
            return [];
          return [{ table, column, constraints: columnConstraints(column) }];
        });
        return [...inTable, ...added2];
      }
      const isOnly = (keys, column) => keys?.length === 1 && words(keys)[0] === column;
      function aboutType(statement, wanted, why, remedy) {
        return newColumns(statement).flatMap((each) => {
          const better = wanted(each);
          if (better === void 0)
            return [];
          const { colname = "", location } = each.column;
          return {
            ...location === void 0 ? {} : { at: location },
            tables: [each.table],
            why: `${identifier(colname)} of ${written(each.table)} is ${typeInWords(columnType(each.column.typeName))}: ${why}`,
            remedy,
            safe: `${identifier(colname)} ${better}`
          };
        });
      }
      const intPrimaryKey = {
        id: "int-primary-key",
        severity: "notice",
        title: "A primary key of 32 bits or less",
        about: "text",
        find: (statement) => aboutType(statement, ({ column, constraints }) => ["int2", "int4"].includes(columnType(column.typeName).name) && constraints.some(({ contype }) => contype === "CONSTR_PRIMARY") ? "bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY" : void 0, "it runs out at 2,147,483,647 rows ever written, or sooner, and to widen it then means to write the table anew.", "Take bigint from the start.")
      };
      const varcharLength = {
        id: "varchar-length",
        severity: "notice",
        title: "A length in the type",
        about: "text",
        find: (statement) => aboutType(statement, ({ column }) => {
          const { name, modifiers } = columnType(column.typeName);
          return ["varchar", "bpchar"].includes(name) && modifiers.length > 0 ? "text" : void 0;
        }, "to shorten it later means to write the table anew.", "Take text with a CHECK on its length: that can be changed without a rewrite.")
      };
      const timestampWithoutZone = {
        id: "timestamp-without-time-zone",
        severity: "notice",
        title: "A timestamp without time zone",
        about: "text",
        find: (statement) => aboutType(statement, ({ column }) => columnType(column.typeName).name === "timestamp" ? "timestamptz" : void 0, "it is no point in time, and means another one to every session with another TimeZone.", "Take timestamptz: it needs no more room.")
      };
      const jsonColumn = {
        id: "json-column",
        severity: "notice",
        title: "json rather than jsonb",
        about: "text",
        find: (statement) => aboutType(statement, ({ column }) => columnType(column.typeName).name === "json" ? "jsonb" : void 0, "it has no equality, so DISTINCT, GROUP BY and UNION fail on it, and no index of its own.", "Take jsonb, unless the text has to come back byte by byte.")
      };
      const LONGEST_NAME = 63;
      const longName = {
        id: "long-name",
        severity: "notice",
        title: "A name over 63 bytes",
        about: "text",
        find: ({ text }) => longNames(text).map((name) => ({
          tables: [],
          why: `PostgreSQL cuts "${name}" (${Buffer.byteLength(name)} bytes) to ${LONGEST_NAME} bytes without failing; two such names can become one.`,
          remedy: `Take a name of at most ${LONGEST_NAME} bytes.`
        }))
      };
      function longNames(text) {
        const pieces = text.matchAll(/'(?:[^']|'')*'|(\$\w*\$)[^]*?\1|--[^\n]*|\/\*[^]*?\*\/|"((?:[^"]|"")*)"|([\p{L}_][\p{L}\p{N}_$]*)/gu);
        const names = [...pieces].map(([, , quoted2, bare]) => quoted2?.replaceAll('""', '"') ?? bare ?? "");
        return [...new Set(names.filter((name) => Buffer.byteLength(name) > LONGEST_NAME))];
      }
      const enumOrder = {
        id: "enum-order",
        severity: "notice",
        title: "An enum value without a place",
        about: "text",
        find: ({ node }) => {
          if (!("AlterEnumStmt" in node))
            return [];
          const { oldVal, newVal = "", newValNeighbor, typeName } = node.AlterEnumStmt;
          if (oldVal !== void 0 || newValNeighbor !== void 0)
            return [];
          const type = words(typeName).map(identifier).join(".");
          return [
            {
              tables: [],
              why: `'${newVal}' becomes the last of ${type}: ORDER BY and < go by that order, and a value can neither be moved nor taken away again.`,
              remedy: "Say AFTER or BEFORE which value it belongs."
            }
          ];
        }
      };
      const notIdempotent = {
        id: "not-idempotent",
        severity: "notice",
        title: "Not to be repeated outside a transaction",
        about: "text",
        find: ({ node, begunBy, text }, knowledge) => {
          if (begunBy !== "nobody" || knowledge.isSingleStatement)
            return [];
          const guarded = guardedText(node, text, knowledge.droppedNames);
          if (guarded === void 0)
            return [];
          return [
            {
              tables: [],
              why: "Without a transaction a failure further down leaves this done, and the next attempt stops here.",
              remedy: "Write it so that it may run twice.",
              safe: guarded
            }
          ];
        }
      };
      function guardedText(node, text, dropped2) {
        const guard = (after, words_) => `${text.trim().replace(after, `$& ${words_}`)};`;
        if ("CreateStmt" in node && node.CreateStmt.if_not_exists !== true)
          return guard(/\btable\b/i, "IF NOT EXISTS");
        if ("DropStmt" in node && node.DropStmt.missing_ok !== true) {
          return guard(/^drop\s+(?:materialized\s+view|\w+)(?:\s+concurrently)?/i, "IF EXISTS");
        }
        if ("IndexStmt" in node) {
          const { idxname, concurrent, if_not_exists } = node.IndexStmt;
          if (if_not_exists === true || idxname === void 0 || dropped2.has(idxname))
            return void 0;
          const drop = `DROP INDEX ${concurrent === true ? "CONCURRENTLY " : ""}IF EXISTS ${identifier(idxname)};`;
          return `${drop}
${text.trim()};`;
        }
        if (!("AlterTableStmt" in node))
          return void 0;
        const bare = (node.AlterTableStmt.cmds ?? []).some((cmd) => "AlterTableCmd" in cmd && ["AT_AddColumn", "AT_DropColumn"].includes(cmd.AlterTableCmd.subtype ?? "") && cmd.AlterTableCmd.missing_ok !== true);
        if (!bare)
          return void 0;
        return `${text.trim().replaceAll(/\badd\s+column\b(?!\s+if\b)/gi, "ADD COLUMN IF NOT EXISTS").replaceAll(/\bdrop\s+column\b(?!\s+if\b)/gi, "DROP COLUMN IF EXISTS")};`;
      }
      ;
      const EXPAND_FIRST = "Let no revision use it any more; then do it in a later release, in a file with the comment `-- sluice: phase: contract after COMMIT` that names the last commit in need of it.";
      const DROPPED = {
        OBJECT_TABLE: "table",
        OBJECT_SCHEMA: "schema",
        OBJECT_VIEW: "view",
        OBJECT_MATVIEW: "materialized view"
      };
      const dropInUse = {
        id: "drop-in-use",
        severity: "error",
        title: "DROP of a table, column, view or schema outside a contract phase",
        about: "shape",
        find: (statement) => [...droppedObjects(statement), ...droppedColumns(statement)]
      };
      function droppedObjects({ node }) {
        if (!("DropStmt" in node))
          return [];
        const { removeType, objects } = node.DropStmt;
        const kind = removeType && DROPPED[removeType];
        if (kind === void 0)
          return [];
        return qualifiedNames(objects).map((name) => ({
          tables: kind === "schema" ? [] : [relationOf(name)],
          why: `The revision that serves fails as soon as it asks for the ${kind} ${name.map(identifier).join(".")}, and its data is gone.`,
          remedy: EXPAND_FIRST
        }));
      }
      function droppedColumns(statement) {
        return alterations(statement).flatMap(({ table, column, command, at }) => command.subtype === "AT_DropColumn" ? {
          at,
          tables: [table],
          why: `The revision that serves fails as soon as it asks for ${identifier(column)} of ${written(table)}, and its data is gone.`,
          remedy: EXPAND_FIRST
        } : []);
      }
      const RENAMED = {
        OBJECT_TABLE: "table",
        OBJECT_COLUMN: "column",
        OBJECT_SCHEMA: "schema",
        OBJECT_VIEW: "view",
        OBJECT_MATVIEW: "materialized view",
        OBJECT_ATTRIBUTE: "attribute"
      };
      const rename = {
        id: "rename-in-use",
        severity: "error",
        title: "RENAME of what a revision asks for by its name",
        about: "shape",
        find: (statement) => {
          const { node } = statement;
          if ("AlterEnumStmt" in node && node.AlterEnumStmt.oldVal !== void 0) {
            const { oldVal, typeName } = node.AlterEnumStmt;
            return [broken(`value '${oldVal}' of ${words(typeName).map(identifier).join(".")}`, [])];
          }
          if (!("RenameStmt" in node))
            return [];
          const { renameType, relation, subname, newname = "" } = node.RenameStmt;
          const kind = renameType && RENAMED[renameType];
          if (kind === void 0)
            return [];
          const table = relation === void 0 ? void 0 : relationName(relation);
          const what = [subname, table && written(table)].filter((each) => each !== void 0).join(" of ");
          return [
            {
              ...broken(`${kind} ${what}`, table === void 0 ? [] : [table]),
              ...bridge(kind, table, subname, newname)
            }
          ];
        }
      };
      const broken = (what, tables) => ({
        tables,
        why: `It is over in a moment, and from then on the revision that serves fails when it asks for the ${what} by the old name.`,
        remedy: "Keep the old name: add the new one beside it, and let the old one go in a contract phase."
      });
      function bridge(kind, table, column, name) {
        if (table === void 0)
          return {};
        if (kind === "table")
          return { safe: `CREATE VIEW ${written(sibling(table, name))} AS SELECT * FROM ${written(table)};` };
        if (kind !== "column" || column === void 0)
          return {};
        return {
          safe: [
            `-- Read the column under its new name until the old one is asked for no more:`,
            `CREATE VIEW ${written(`${table}_by_${name}`)} AS SELECT *, ${identifier(column)} AS ${identifier(name)} FROM ${written(table)};`
          ].join("\n")
        };
      }
      ;
      const PIECE = /"(?:[^"]|"")*"|'(?:[^']|'')*'|(\$\w*\$)[^]*?\1|--[^\n]*|\/\*[^]*?\*\/|[^]/y;
      const NEXT_CONSTRAINT = /^(?:constraint|not|null|check|unique|primary|references|generated|collate|deferrable|initially)\b/i;
      const LONGEST_WORD = 16;
      function textFrom({ text, start }, at) {
        return Buffer.from(text).toString("utf8", Math.max(0, at - start));
      }
      function clauseText(statement, at) {
        return upTo(textFrom(statement, at), ({ read: read2, depth }) => depth === 0 && read2 === ",");
      }
      function parenthesisedClauseText(statement, at) {
        const text = textFrom(statement, at).replace(/^constraint\s+(?:"(?:[^"]|"")*"|\S+)\s+/i, "");
        return upTo(text, ({ before, depth }) => depth === 0 && before === ")");
      }
      function defaultText(statement, at) {
        const text = textFrom(statement, at).replace(/^default\s+/i, "");
        return upTo(text, ({ read: read2, before, depth, rest }) => depth === 0 && (read2 === "," || /\s$/.test(before) && NEXT_CONSTRAINT.test(rest)));
      }
      function upTo(text, ends) {
        const piece = new RegExp(PIECE);
        let [at, depth, before] = [0, 0, ""];
        while (at < text.length) {
          piece.lastIndex = at;
          const [read2 = ""] = piece.exec(text) ?? [];
          if (read2 === "" || ends({ read: read2, before, depth, rest: text.slice(at, at + LONGEST_WORD) }))
            break;
          if (read2 === "(" || read2 === "[")
            depth++;
          if (read2 === ")" || read2 === "]")
            depth--;
          before = read2;
          at += read2.length;
        }
        return text.slice(0, at).trim();
      }
      ;
      const BATCH = 1e3;
      function inBatches(table, set, remaining) {
        return `-- Repeat, each time in a transaction of its own, until no row is changed:
UPDATE ${table} SET ${set} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${remaining} LIMIT ${BATCH}));`;
      }
      function deletedInBatches(table) {
        return `-- Repeat, each time in a transaction of its own, until no row is left:
DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} LIMIT ${BATCH}));`;
      }
      function derivedName(table, columns, suffix) {
        const stem = [table.slice(table.indexOf(".") + 1), ...columns].filter((each) => each !== "").join("_");
        return `${Buffer.from(stem).toString("utf8", 0, 62 - suffix.length).replaceAll("�", "")}_${suffix}`;
      }
      ;
      const NEW_COLUMN_REASONS = {
        serial: "a serial column takes a number of its sequence for every row",
        identity: "an identity column takes a number of its sequence for every row",
        stored: "a stored generated column is computed for every row",
        volatile: "the default is computed anew for every row, unless all its functions are STABLE or IMMUTABLE"
      };
      const addColumnRewrite = {
        id: "add-column-rewrite",
        severity: "error",
        title: "A new column that makes the table be written anew",
        about: "lock",
        find: (statement) => added(statement).flatMap((alteration) => {
          const column = definition(alteration.command);
          const kind = rewritingColumn(column);
          if (kind === void 0)
            return [];
          return {
            at: alteration.at,
            tables: [alteration.table],
            why: `The whole table ${written(alteration.table)} is written anew, and nobody reads or writes it meanwhile: ${NEW_COLUMN_REASONS[kind]}.`,
            remedy: "Add the column empty, let it be filled for new rows, and fill the old ones in batches.",
            safe: filledLater(statement, alteration, kind)
          };
        })
      };
      const added = (statement) => alterations(statement).filter(({ command }) => command.subtype === "AT_AddColumn");
      function filledLater(statement, { table, column, command }, kind) {
        const [target, name] = [written(table), identifier(column)];
        const type = writtenType(definition(command)?.typeName);
        const add = `ALTER TABLE ${target} ADD COLUMN ${name} ${type};`;
        if (kind === "stored") {
          return `${add}
-- Let a trigger or the application compute it for rows that are written, and fill the others in batches.`;
        }
        const sequence = written(sibling(table, derivedName(table, [column], "seq")));
        const value = kind === "volatile" ? volatileDefault(statement, command) : `nextval('${sequence.replaceAll("'", "''")}')`;
        return [
          ...kind === "volatile" ? [] : [`CREATE SEQUENCE ${sequence};`],
          add,
          `ALTER TABLE ${target} ALTER COLUMN ${name} SET DEFAULT ${value};`,
          ...kind === "volatile" ? [] : [`ALTER SEQUENCE ${sequence} OWNED BY ${target}.${name};`],
          inBatches(target, `${name} = ${value}`, `${name} IS NULL`)
        ].join("\n");
      }
      function volatileDefault(statement, command) {
        const clause = columnConstraints(definition(command)).find(({ contype }) => contype === "CONSTR_DEFAULT");
        return defaultText(statement, clause?.location ?? statement.end);
      }
      const addColumnNotNull = {
        id: "add-column-not-null",
        severity: "error",
        title: "A new NOT NULL column without a default",
        about: "lock",
        find: (statement) => added(statement).flatMap(({ table, column, command, at }) => {
          const definitionOf = definition(command);
          const kinds = columnConstraints(definitionOf).map(({ contype }) => contype);
          const required = kinds.includes("CONSTR_NOTNULL") || kinds.includes("CONSTR_PRIMARY");
          const filled = rewritingColumn(definitionOf) !== void 0 || defaultOf(definitionOf) !== void 0;
          if (!required || filled || kinds.includes("CONSTR_GENERATED"))
            return [];
          const [target, name] = [written(table), identifier(column)];
          return {
            at,
            tables: [table],
            why: `It fails as soon as ${target} has a row, and a revision that does not know ${name} can no longer insert one.`,
            remedy: "Give it a constant DEFAULT, or add it without NOT NULL, fill it, and require it later.",
            safe: [
              `ALTER TABLE ${target} ADD COLUMN ${name} ${writtenType(definitionOf?.typeName)};`,
              `-- When every row has a value, in later migrations, one statement each:
${commented(provenFirst(table, column))}`
            ].join("\n")
          };
        })
      };
      const commented = (sql) => sql.replaceAll(/^/gm, "-- ");
      function provenFirst(table, column) {
        const [target, name] = [written(table), identifier(column)];
        const proof = identifier(derivedName(table, [column], "not_null"));
        return [
          `ALTER TABLE ${target} ADD CONSTRAINT ${proof} CHECK (${name} IS NOT NULL) NOT VALID;`,
          `ALTER TABLE ${target} VALIDATE CONSTRAINT ${proof};`,
          `ALTER TABLE ${target} ALTER COLUMN ${name} SET NOT NULL;`,
          `ALTER TABLE ${target} DROP CONSTRAINT ${proof};`
        ].join("\n");
      }
      const setNotNull = {
        id: "set-not-null",
        severity: "error",
        title: "SET NOT NULL that reads the whole table",
        about: "lock",
        find: (statement, knowledge) => alterations(statement).flatMap(({ table, column, command, at }) => {
          const { subtype, def } = command;
          const named = subtype === "AT_AddConstraint" && def !== void 0 && "Constraint" in def ? def.Constraint : void 0;
          const asConstraint = named?.contype === "CONSTR_NOTNULL" && named.skip_validation !== true;
          const [key] = named?.keys ?? [];
          const target = asConstraint && key !== void 0 && "String" in key ? key.String.sval ?? "" : column;
          if (subtype !== "AT_SetNotNull" && !asConstraint)
            return [];
          if (knowledge.isProvenNotNull(table, target))
            return [];
          return {
            at,
            tables: [table],
            why: `All of ${written(table)} is read for a NULL in ${identifier(target)}, and nobody reads or writes it meanwhile: no validated CHECK proves that there is none.`,
            remedy: "Prove it by a CHECK that is validated while others write; SET NOT NULL then takes a moment.",
            safe: `-- One migration for each statement:
${provenFirst(table, target)}`
          };
        })
      };
      const dropNotNull = {
        id: "drop-not-null",
        severity: "warning",
        title: "DROP NOT NULL",
        about: "lock",
        find: (statement) => alterations(statement).flatMap(({ table, column, command, at }) => command.subtype === "AT_DropNotNull" ? {
          at,
          tables: [table],
          why: `A revision that relies on ${identifier(column)} of ${written(table)} having a value will meet a NULL; the lock, AccessExclusive, lasts a moment.`,
          remedy: "Ship first what copes with a NULL there; then drop the constraint, with a lock_timeout."
        } : [])
      };
      const changeColumnType = {
        id: "change-column-type",
        severity: "error",
        title: "A change of type that makes the table be written anew",
        about: "lock",
        find: (statement, knowledge) => alterations(statement).flatMap((alteration) => {
          if (alteration.command.subtype !== "AT_AlterColumnType")
            return [];
          const { change, from, to } = changedType(alteration, knowledge);
          if (change === "same" || change === "catalog")
            return [];
          const { table, column, at } = alteration;
          const others = [...knowledge.parentsOf(table, column), ...knowledge.childrenOf(table, column)];
          const how = change === "unknown" ? `Unless its old type has the same bytes, ${written(table)} is written anew` : `${written(table)} is written anew (${from === void 0 ? "computed" : typeInWords(from)} to ${typeInWords(to)})`;
          return {
            at,
            tables: [table, ...others],
            why: `${how} with all its indexes, and nobody reads or writes it meanwhile${others.length > 0 ? `; foreign keys carry the lock to ${others.map(written).join(", ")}` : ""}.`,
            remedy: "Add a column of the new type, write both, copy in batches, and let the old one go in a contract phase.",
            safe: beside(alteration)
          };
        })
      };
      function beside({ table, column, command }) {
        const type = writtenType(definition(command)?.typeName);
        const [target, name, other] = [
          written(table),
          identifier(column),
          identifier(derivedName("", [column], "new"))
        ];
        return [
          `ALTER TABLE ${target} ADD COLUMN ${other} ${type};`,
          `-- Ship a revision that writes both columns. Then:`,
          inBatches(target, `${other} = ${name}::${type}`, `${other} IS NULL AND ${name} IS NOT NULL`),
          `-- Ship a revision that reads ${other} only. In a contract phase: ALTER TABLE ${target} DROP COLUMN ${name};`
        ].join("\n");
      }
      ;
      function validatedLater(added2, suffix, clause) {
        const name = identifier(added2.constraint.conname ?? derivedName(added2.table, added2.columns, suffix));
        const named = added2.constraint.conname !== void 0 && !added2.withColumn ? clause : `CONSTRAINT ${name} ${clause}`;
        const target = written(added2.table);
        const column = added2.withColumn ? [`-- ADD COLUMN ${identifier(added2.column)} without it, and then:`] : [];
        return [
          ...column,
          `ALTER TABLE ${target} ADD ${named.replace(/;$/, "")} NOT VALID;`,
          "-- In another migration:",
          `ALTER TABLE ${target} VALIDATE CONSTRAINT ${name};`
        ].join("\n");
      }
      const addCheck = {
        id: "add-check",
        severity: "error",
        title: "A CHECK that reads the whole table",
        about: "lock",
        find: (statement) => addedConstraints(statement).flatMap((added2) => {
          const { contype, skip_validation, is_enforced } = added2.constraint;
          if (contype !== "CONSTR_CHECK" || skip_validation === true || is_enforced !== true)
            return [];
          return {
            at: added2.at,
            tables: [added2.table],
            why: `Every row of ${written(added2.table)} is held against the condition, and nobody reads or writes the table meanwhile.`,
            remedy: "Add it NOT VALID, and validate it in another migration: that lets others read and write.",
            safe: validatedLater(added2, "check", added2.withColumn ? parenthesisedClauseText(statement, added2.at) : clauseText(statement, added2.at))
          };
        })
      };
      const addForeignKey = {
        id: "add-foreign-key",
        severity: "error",
        title: "A foreign key that reads the whole table",
        about: "lock",
        find: (statement, knowledge) => foreignKeys(statement).flatMap((added2) => {
          const { constraint: constraint2, table } = added2;
          if (!readsRows(added2) || knowledge.isNew(table))
            return [];
          const parent = relationName(constraint2.pktable);
          return {
            at: added2.at,
            tables: [table, parent],
            why: `Every row of ${written(table)} is looked up in ${written(parent)}, and nobody writes to either meanwhile (ShareRowExclusive on both).`,
            remedy: "Add it NOT VALID, and validate it in another migration: that lets others write to both.",
            safe: validatedLater(added2, "fkey", keyClause(statement, added2))
          };
        })
      };
      const foreignKeys = (statement) => addedConstraints(statement).filter(({ constraint: constraint2 }) => constraint2.contype === "CONSTR_FOREIGN");
      function readsRows({ constraint: constraint2, command, withColumn }) {
        if (constraint2.skip_validation === true || constraint2.is_enforced !== true)
          return false;
        return !withColumn || defaultOf(definition(command)) !== void 0;
      }
      function keyClause(statement, added2) {
        if (!added2.withColumn)
          return clauseText(statement, added2.at);
        const parent = written(relationName(added2.constraint.pktable));
        const columns = words(added2.constraint.pk_attrs).map(identifier).join(", ");
        return `FOREIGN KEY (${identifier(added2.column)}) REFERENCES ${parent}${columns === "" ? "" : ` (${columns})`}`;
      }
      const foreignKeyLocksParent = {
        id: "foreign-key-locks-parent",
        severity: "warning",
        title: "A foreign key of a new table or column locks its parent",
        about: "lock",
        find: (statement, knowledge) => {
          const created = newTable(statement);
          const ofTable = created === void 0 ? [] : parentsOf(created);
          const ofColumns = foreignKeys(statement).filter((added2) => knowledge.isNew(added2.table) || added2.withColumn && !readsRows(added2)).map(({ constraint: constraint2 }) => relationName(constraint2.pktable));
          const parents = [.../* @__PURE__ */ new Set([...ofTable, ...ofColumns])].filter((parent) => !knowledge.isNew(parent));
          if (parents.length === 0)
            return [];
          const named = parents.map(written).join(", ");
          return [
            {
              tables: parents,
              why: `Nobody writes to ${named} until this transaction has ended (ShareRowExclusive), though no row is looked at.`,
              remedy: "Keep the transaction short: nothing slow in the same file, and a lock_timeout."
            }
          ];
        }
      };
      const addUnique = {
        id: "add-unique-or-primary-key",
        severity: "error",
        title: "A unique or primary key that builds its index under lock",
        about: "lock",
        find: (statement) => addedConstraints(statement).flatMap((added2) => {
          const { contype, indexname, conname } = added2.constraint;
          const unique = contype === "CONSTR_UNIQUE";
          if (!unique && contype !== "CONSTR_PRIMARY" || indexname !== void 0)
            return [];
          const target = written(added2.table);
          const name = conname ?? (unique ? derivedName(added2.table, added2.columns, "key") : derivedName(added2.table, [], "pkey"));
          const columns = added2.columns.map(identifier).join(", ");
          return {
            at: added2.at,
            tables: [added2.table],
            why: `The index is built while nobody reads or writes ${target}.`,
            remedy: `Build the index CONCURRENTLY outside a transaction, and make it the constraint in another migration${unique ? "" : " (the columns must be NOT NULL already, or the table is read under lock)"}.`,
            safe: [
              ...added2.withColumn ? [`-- ADD COLUMN ${columns} without it, and then:`] : [],
              `CREATE UNIQUE INDEX CONCURRENTLY ${identifier(name)} ON ${target} (${columns});`,
              "-- In another migration:",
              `ALTER TABLE ${target} ADD CONSTRAINT ${identifier(name)} ${unique ? "UNIQUE" : "PRIMARY KEY"} USING INDEX ${identifier(name)};`
            ].join("\n")
          };
        })
      };
      const addExclusion = {
        id: "add-exclusion",
        severity: "error",
        title: "An exclusion constraint",
        about: "lock",
        find: (statement) => addedConstraints(statement).flatMap(({ constraint: constraint2, table, at }) => constraint2.contype === "CONSTR_EXCLUSION" ? {
          at,
          tables: [table],
          why: `Its index is built while nobody reads or writes ${written(table)}; PostgreSQL has no way to build it concurrently.`,
          remedy: "Put it on a new table and move the rows there, or do it in a maintenance window."
        } : [])
      };
      const validateWithNotValid = {
        id: "validate-in-same-transaction",
        severity: "error",
        title: "VALIDATE in the transaction that added the constraint",
        about: "lock",
        find: (statement, knowledge) => alterations(statement).flatMap(({ table, command, at }) => {
          const name = command.name ?? "";
          if (command.subtype !== "AT_ValidateConstraint")
            return [];
          const beside2 = addedConstraints(statement).some(({ constraint: constraint2 }) => constraint2.conname === name);
          if (!beside2 && !knowledge.isAddedIn(statement, table, name))
            return [];
          return {
            at,
            tables: [table],
            why: `The lock of ADD CONSTRAINT on ${written(table)} is kept until the rows were all read: NOT VALID gains nothing.`,
            remedy: "Validate in a migration of its own, which commits by itself.",
            safe: `-- In another migration:
ALTER TABLE ${written(table)} VALIDATE CONSTRAINT ${identifier(name)};`
          };
        })
      };
      ;
      const OUTSIDE = "in a migration of its own, outside a transaction";
      const createIndex = {
        id: "create-index",
        severity: "error",
        title: "CREATE INDEX without CONCURRENTLY",
        about: "lock",
        find: ({ node, text }) => {
          if (!("IndexStmt" in node) || node.IndexStmt.concurrent === true)
            return [];
          const table = relationName(node.IndexStmt.relation);
          return [
            {
              tables: [table],
              why: `Nobody writes to ${written(table)} until the index is built (Share).`,
              remedy: `Build it CONCURRENTLY, ${OUTSIDE}.`,
              safe: `${text.replace(/\bindex\b(\s+if\s+not\s+exists\b)?/i, "INDEX CONCURRENTLY").trim()};`
            }
          ];
        }
      };
      const dropIndex = {
        id: "drop-index",
        severity: "error",
        title: "DROP INDEX without CONCURRENTLY",
        about: "lock",
        find: ({ node }, knowledge) => {
          if (!("DropStmt" in node))
            return [];
          const { removeType, concurrent, objects } = node.DropStmt;
          if (removeType !== "OBJECT_INDEX" || concurrent === true)
            return [];
          const indexes = qualifiedNames(objects).map(relationOf);
          const tables = indexes.flatMap((index) => knowledge.tableOfIndex(index) ?? []);
          return [
            {
              tables,
              why: `Nobody reads or writes ${tables.map(written).join(", ") || "the table"} meanwhile, and it waits for every transaction that does.`,
              remedy: `Drop it CONCURRENTLY, ${OUTSIDE}.`,
              safe: indexes.map((index) => `DROP INDEX CONCURRENTLY ${written(index)};`).join("\n")
            }
          ];
        }
      };
      const reindex = {
        id: "reindex",
        severity: "error",
        title: "REINDEX without CONCURRENTLY",
        about: "lock",
        find: ({ node, text }, knowledge) => {
          if (!("ReindexStmt" in node))
            return [];
          const { kind, relation, params } = node.ReindexStmt;
          if (hasOption(params, "concurrently"))
            return [];
          const named = relation === void 0 ? [] : [relationName(relation)];
          const tables = kind === "REINDEX_OBJECT_TABLE" ? named : named.flatMap((index) => knowledge.tableOfIndex(index) ?? []);
          return [
            {
              tables,
              why: "Nobody writes to the table (Share) nor reads through the index (AccessExclusive) until it is built anew.",
              remedy: `Use REINDEX ... CONCURRENTLY, ${OUTSIDE}.`,
              safe: `${text.trim().replace(/^(reindex\s*(?:\([^)]*\)\s*)?\w+)/i, "$1 CONCURRENTLY")};`
            }
          ];
        }
      };
      const concurrentIfNotExists = {
        id: "concurrent-index-if-not-exists",
        severity: "error",
        title: "CREATE INDEX CONCURRENTLY IF NOT EXISTS",
        about: "text",
        find: ({ node, text }) => {
          if (!("IndexStmt" in node))
            return [];
          const { concurrent, if_not_exists, idxname, relation } = node.IndexStmt;
          if (concurrent !== true || if_not_exists !== true || idxname === void 0)
            return [];
          const { schemaname } = relation ?? {};
          const index = [...schemaname === void 0 ? [] : [schemaname], idxname].map(identifier).join(".");
          return [
            {
              tables: [relationName(relation)],
              why: `An attempt that failed leaves ${identifier(idxname)} behind as INVALID; this accepts it as if it were built, and no query ever uses it.`,
              remedy: "Drop what may be left, and create it without IF NOT EXISTS; each in a migration of its own.",
              safe: `DROP INDEX CONCURRENTLY IF EXISTS ${index};
${text.replace(/\s+if\s+not\s+exists\b/i, "").trim()};`
            }
          ];
        }
      };
      const LEAVING = {
        prisma: "put the statement alone into a migration: Prisma sends a file of one statement without a transaction",
        alembic: "put it into `with op.get_context().autocommit_block():`, first in its migration",
        django: "set `atomic = False` on the migration (AddIndexConcurrently needs it too)",
        "node-pg-migrate": "call `pgm.noTransaction()` in the migration",
        flyway: "write `executeInTransaction=false` into the script configuration beside the file",
        sql: "put it alone into a file with the comment `-- sluice: no-transaction`"
      };
      const outsideTransaction = {
        id: "concurrently-in-transaction",
        severity: "error",
        title: "A statement that PostgreSQL refuses inside a transaction",
        about: "text",
        find: (statement, { tool }) => {
          const what = refusedInTransaction(statement);
          if (what === void 0 || statement.begunBy === "nobody")
            return [];
          const byFile = "take it out of the file’s own BEGIN and COMMIT";
          const how = statement.begunBy === "file" ? byFile : LEAVING[tool] ?? "let the tool run it without one";
          return [
            {
              tables: [],
              why: `PostgreSQL refuses ${what} inside a transaction, so the migration fails.`,
              remedy: `Run it outside: ${how}.`,
              safe: `-- In a migration of its own, outside a transaction:
${statement.text.trim()};`
            }
          ];
        }
      };
      function refusedInTransaction(statement) {
        const { node } = statement;
        if ("IndexStmt" in node && node.IndexStmt.concurrent === true)
          return "CREATE INDEX CONCURRENTLY";
        if ("DropStmt" in node && node.DropStmt.concurrent === true)
          return "DROP INDEX CONCURRENTLY";
        if ("ReindexStmt" in node && hasOption(node.ReindexStmt.params, "concurrently"))
          return "REINDEX CONCURRENTLY";
        if ("ReindexStmt" in node && isWide(node))
          return "REINDEX of a schema or database";
        if ("VacuumStmt" in node && node.VacuumStmt.is_vacuumcmd === true)
          return "VACUUM";
        if ("ClusterStmt" in node && node.ClusterStmt.relation === void 0)
          return "CLUSTER of all tables";
        if ("AlterSystemStmt" in node)
          return "ALTER SYSTEM";
        if ("CreatedbStmt" in node || "DropdbStmt" in node)
          return "CREATE and DROP DATABASE";
        if ("CreateTableSpaceStmt" in node || "DropTableSpaceStmt" in node)
          return "CREATE and DROP TABLESPACE";
        return alterations(statement).some(({ command }) => isConcurrentDetach(command)) ? "DETACH PARTITION CONCURRENTLY" : void 0;
      }
      function isWide(node) {
        return !["REINDEX_OBJECT_TABLE", "REINDEX_OBJECT_INDEX"].includes(node.ReindexStmt.kind ?? "");
      }
      const refreshMaterializedView = {
        id: "refresh-materialized-view",
        severity: "error",
        title: "REFRESH MATERIALIZED VIEW without CONCURRENTLY",
        about: "lock",
        find: ({ node }) => {
          if (!("RefreshMatViewStmt" in node))
            return [];
          const { relation, concurrent, skipData } = node.RefreshMatViewStmt;
          if (concurrent === true || skipData === true)
            return [];
          const view = relationName(relation);
          return [
            {
              tables: [view],
              why: `Nobody reads ${written(view)} until it is computed anew.`,
              remedy: "Refresh it CONCURRENTLY; that needs a unique index on it, and data in it.",
              safe: `REFRESH MATERIALIZED VIEW CONCURRENTLY ${written(view)};`
            }
          ];
        }
      };
      ;
      const commitInTransaction = {
        id: "commit-in-transaction",
        severity: "error",
        title: "BEGIN, COMMIT or ROLLBACK in the tool’s transaction",
        about: "text",
        find: (statement) => {
          const kind = transactionKind(statement);
          if (statement.begunBy !== "tool" || kind === void 0)
            return [];
          return [
            {
              tables: [],
              why: kind === "end" ? "It ends the transaction of the tool: what comes after it, and the tool’s own record, is no longer undone with the rest when something fails." : "The tool has begun a transaction already; a COMMIT that belongs to this BEGIN would end the tool’s.",
              remedy: "Take it out; the tool begins and commits. Split the file where parts have to commit apart."
            }
          ];
        }
      };
      function felt(statement, knowledge, mode) {
        return locksOf(statement, knowledge).filter((lock) => isAtLeast(lock.mode, mode) && !knowledge.isNew(lock.relation));
      }
      const noLockTimeout = {
        id: "no-lock-timeout",
        severity: "warning",
        title: "A lock is waited for without end",
        about: "lock",
        find: (statement, knowledge) => {
          const locks = felt(statement, knowledge, "Share");
          if (knowledge.lockTimeout || locks.length === 0 || knowledge.isToldOfTimeout)
            return [];
          const tables = locks.map(({ relation }) => relation);
          return [
            {
              tables,
              why: `While this waits behind one long transaction, everybody else who comes to ${tables.map(written).join(", ")} waits behind it.`,
              remedy: "Bound the wait before the first statement, and try again when it runs out.",
              safe: `SET ${statement.begunBy === "nobody" ? "" : "LOCAL "}lock_timeout = '2s';`
            }
          ];
        }
      };
      const severalExclusiveLocks = {
        id: "several-exclusive-locks",
        severity: "warning",
        title: "Several AccessExclusive locks in one transaction",
        about: "lock",
        find: (statement, knowledge) => {
          const before = knowledge.exclusiveIn(statement.transaction);
          const locks = felt(statement, knowledge, "AccessExclusive");
          if (locks.length === 0 || before.statements !== 1)
            return [];
          const tables = [.../* @__PURE__ */ new Set([...before.tables, ...locks.map(({ relation }) => relation)])];
          return [
            {
              tables,
              why: `The first lock is kept until the last statement is through: nobody reads or writes ${tables.map(written).join(", ")} for the sum of their times${tables.length > 1 ? ", and transactions that take the tables in another order deadlock with this one" : ""}.`,
              remedy: "Put each into a migration of its own."
            }
          ];
        }
      };
      const cannotBeAnalysed = {
        id: "cannot-be-analysed",
        severity: "warning",
        title: "DO, EXECUTE or CALL cannot be analysed",
        about: "text",
        find: ({ node }) => {
          const what = "DoStmt" in node ? "A DO block" : "ExecuteStmt" in node ? "EXECUTE" : "CallStmt" in node ? "CALL" : "";
          return what === "" ? [] : [
            {
              tables: [],
              why: `${what} can do anything; what it locks is only seen when it runs.`,
              remedy: "Write plain statements, or look at the locks that its rehearsal on a copy has taken."
            }
          ];
        }
      };
      ;
      const truncate = {
        id: "truncate",
        severity: "error",
        title: "TRUNCATE",
        about: "lock",
        find: ({ node }, knowledge) => {
          if (!("TruncateStmt" in node))
            return [];
          const { relations = [], behavior } = node.TruncateStmt;
          const tables = relations.flatMap((each) => "RangeVar" in each ? [relationName(each.RangeVar)] : []);
          const children = behavior === "DROP_CASCADE" ? tables.flatMap((table) => knowledge.childrenOf(table)) : [];
          const names = [.../* @__PURE__ */ new Set([...children, ...tables])].map(written);
          return [
            {
              tables: [...tables, ...children],
              why: `All rows of ${names.join(", ")} are gone, also for revisions that still serve, and it waits for every transaction on it while all others wait behind.`,
              remedy: "Delete in batches what nobody needs any more.",
              safe: names.map(deletedInBatches).join("\n")
            }
          ];
        }
      };
      const vacuumFull = {
        id: "vacuum-full",
        severity: "error",
        title: "VACUUM FULL",
        about: "lock",
        find: ({ node }) => {
          if (!("VacuumStmt" in node) || !hasOption(node.VacuumStmt.options, "full"))
            return [];
          const tables = (node.VacuumStmt.rels ?? []).flatMap((each) => "VacuumRelation" in each ? [relationName(each.VacuumRelation.relation)] : []);
          return [
            {
              tables,
              why: `${tables.map(written).join(", ") || "Every table"} is written anew, and nobody reads or writes it meanwhile.`,
              remedy: "A plain VACUUM makes the room usable again while others work; pg_repack gives it back to the disk.",
              safe: tables.map((table) => `VACUUM (ANALYZE) ${written(table)};`).join("\n") || "VACUUM (ANALYZE);"
            }
          ];
        }
      };
      const cluster = {
        id: "cluster",
        severity: "error",
        title: "CLUSTER",
        about: "lock",
        find: ({ node }) => {
          if (!("ClusterStmt" in node))
            return [];
          const tables = node.ClusterStmt.relation ? [relationName(node.ClusterStmt.relation)] : [];
          return [
            {
              tables,
              why: `${tables.map(written).join(", ") || "Every clustered table"} is written anew in another order, and nobody reads or writes it meanwhile.`,
              remedy: "Use pg_repack, or do it in a maintenance window."
            }
          ];
        }
      };
      const MOVES = {
        AT_SetLogged: "SET LOGGED",
        AT_SetUnLogged: "SET UNLOGGED",
        AT_SetTableSpace: "SET TABLESPACE",
        AT_SetAccessMethod: "SET ACCESS METHOD"
      };
      const moveTable = {
        id: "move-table",
        severity: "error",
        title: "SET LOGGED, UNLOGGED, TABLESPACE or ACCESS METHOD",
        about: "lock",
        find: (statement) => alterations(statement).flatMap(({ table, command, at }) => isMove(command) ? {
          at,
          tables: [table],
          why: `${(command.subtype && MOVES[command.subtype]) ?? ""} writes all of ${written(table)} anew, and nobody reads or writes it meanwhile.`,
          remedy: "Create a table as it should be, write to both, copy in batches; or do it in a maintenance window."
        } : [])
      };
      const unboundedWrite = {
        id: "unbounded-write",
        severity: "warning",
        title: "UPDATE or DELETE of all rows",
        about: "lock",
        find: ({ node }) => {
          const write = unbounded(node);
          if (write === void 0)
            return [];
          const table = written(write.table);
          return [
            {
              tables: [write.table],
              why: `Every row of ${table} stays locked for writers until the transaction ends, and the table grows by all that is ${write.column === void 0 ? "deleted" : "changed"}.`,
              remedy: "Do it in batches, each in a transaction of its own.",
              safe: write.column === void 0 ? deletedInBatches(table) : inBatches(table, `${write.column} = ...`, `${write.column} IS DISTINCT FROM ...`).replaceAll(/^/gm, "-- ")
            }
          ];
        }
      };
      function unbounded(node) {
        if ("DeleteStmt" in node) {
          const { whereClause: whereClause2, usingClause, relation: relation2 } = node.DeleteStmt;
          return isAlwaysTrue(whereClause2) && usingClause === void 0 ? { table: relationName(relation2) } : void 0;
        }
        if (!("UpdateStmt" in node))
          return void 0;
        const { whereClause, fromClause, relation, targetList } = node.UpdateStmt;
        if (!isAlwaysTrue(whereClause) || fromClause !== void 0)
          return void 0;
        const [first] = targetList ?? [];
        const column = first !== void 0 && "ResTarget" in first ? first.ResTarget.name : void 0;
        return { table: relationName(relation), column: column ?? "" };
      }
      function isAlwaysTrue(condition) {
        return condition === void 0 || constantOf(condition) === "true";
      }
      ;
      const rules_RULES = [
        addColumnRewrite,
        addColumnNotNull,
        changeColumnType,
        setNotNull,
        addCheck,
        addForeignKey,
        addUnique,
        addExclusion,
        createIndex,
        dropIndex,
        reindex,
        outsideTransaction,
        concurrentIfNotExists,
        dropInUse,
        rename,
        truncate,
        vacuumFull,
        cluster,
        moveTable,
        refreshMaterializedView,
        commitInTransaction,
        validateWithNotValid,
        foreignKeyLocksParent,
        unboundedWrite,
        noLockTimeout,
        severalExclusiveLocks,
        trigger,
        rowSecurity,
        access_partition,
        dropNotNull,
        cannotBeAnalysed,
        intPrimaryKey,
        varcharLength,
        timestampWithoutZone,
        jsonColumn,
        longName,
        enumOrder,
        notIdempotent
      ];
      ;
      const SMALL = { rows: 1e4, bytes: 16 * 1024 * 1024 };
      const LIGHTER = { error: "warning", warning: "notice", notice: "notice" };
      function weigh(severity, tables, knowledge) {
        const inUse = tables.filter((table) => !knowledge.isNew(table));
        const facts = inUse.map((table) => knowledge.factsOf(table));
        const known = facts.filter((each) => each !== void 0);
        const small = inUse.length > 0 && facts.every((each) => each !== void 0 && isSmall(each));
        const largest = known.toSorted((one, other) => other.bytes - one.bytes)[0];
        if (largest === void 0)
          return { severity, note: "" };
        const size = `The ${known.length > 1 ? "largest" : "table"} has ${inWords(largest)}.`;
        return { severity: small ? LIGHTER[severity] : severity, note: small ? `${size} That is small.` : size };
      }
      function isSmall({ rows, bytes }) {
        return rows <= SMALL.rows && bytes <= SMALL.bytes;
      }
      function inWords({ rows, bytes }) {
        const count = rows < 0 ? "a number of rows that was never counted" : `about ${Math.round(rows).toLocaleString("en-US")} rows`;
        return `${count} in ${sizeInWords(bytes)}`;
      }
      function sizeInWords(bytes) {
        const units = ["bytes", "kB", "MB", "GB", "TB"];
        const power = bytes < 1e3 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
        return `${(bytes / 1e3 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power] ?? ""}`;
      }
      ;
      const LONGEST_QUOTE = 160;
      const lint_RULE_IDS = new Set(rules_RULES.map(({ id }) => id));
      async function lintMigrations(files, context) {
        if (files.length === 0)
          return [];
        return lintWith(await parse_loadParser(), files, context);
      }
      function lintWith(parse, files, context) {
        const knowledge = new Knowledge(context);
        return files.flatMap((file) => lintFile(parse(file.sql, file.lineOffset), file, knowledge));
      }
      function lintFile(parsed, file, knowledge) {
        const { source } = parsed;
        if (!parsed.ok) {
          const fault = {
            at: parsed.offset,
            why: `PostgreSQL cannot read this: ${parsed.message}.`,
            remedy: "Correct it; nothing behind it was looked at."
          };
          return [lint_aboutFile(file, source, SYNTAX, fault)];
        }
        const statements = inTransactions(parsed.statements, file.transactional);
        const directives = directives_readDirectives(parsed.comments, parsed.statements, source, lint_RULE_IDS);
        knowledge.beginFile(file, statements.length);
        const found = statements.flatMap((statement) => {
          const findings = lintStatement(statement, file, source, directives, knowledge);
          knowledge.learn(statement);
          return findings;
        });
        return settle(found, directives, file, source);
      }
      function lintStatement(statement, file, source, { contract }, knowledge) {
        return rules_RULES.filter(({ about }) => about !== "shape" || contract === void 0).flatMap((rule) => rule.find(statement, knowledge).filter(({ tables }) => rule.about === "text" || !isSpared(tables, knowledge)).map((fault) => ({
          statement: statement.start,
          finding: findingOf(rule, fault, statement, file, source, knowledge)
        })));
      }
      function isSpared(tables, knowledge) {
        return tables.length > 0 && tables.every((table) => knowledge.isNew(table));
      }
      function findingOf(rule, fault, statement, file, source, knowledge) {
        const { severity, note } = rule.about === "lock" ? weigh(rule.severity, fault.tables, knowledge) : { severity: rule.severity, note: "" };
        return {
          rule: rule.id,
          severity,
          file: file.path,
          ...source.positionOf(fault.at ?? statement.start),
          statement: quoted(statement.text),
          locks: locksOf(statement, knowledge),
          rewrites: rewritesOf(statement, knowledge),
          why: note === "" ? fault.why : `${fault.why} ${note}`,
          remedy: fault.remedy,
          safe: fault.safe ?? ""
        };
      }
      function settle(found, directives, file, source) {
        const { ignores, faults } = directives;
        const isIgnored = ({ finding, statement }) => ignores.some((ignore) => ignore.rule === finding.rule && ignore.statement === statement);
        const unused = ignores.filter((ignore) => !found.some((each) => each.finding.rule === ignore.rule && each.statement === ignore.statement));
        return [
          ...found.filter((each) => !isIgnored(each)).map(({ finding }) => finding),
          ...faults.map((fault) => lint_aboutFile(file, source, DIRECTIVE, fault)),
          ...unused.map(({ at, rule }) => lint_aboutFile(file, source, UNUSED_IGNORE, {
            at,
            why: `Nothing of ${rule} is found in the statement that this comment is about.`,
            remedy: "Take the comment out, or move it right above its statement."
          }))
        ].sort((one, other) => one.line - other.line || one.column - other.column);
      }
      function lint_aboutFile(file, source, { id, severity }, { at, why, remedy }) {
        const line = source.slice(source.lineStartOf(at), Math.min(source.length, at + LONGEST_QUOTE)).split("\n")[0] ?? "";
        return {
          rule: id,
          severity,
          file: file.path,
          ...source.positionOf(at),
          statement: quoted(line),
          locks: [],
          rewrites: [],
          why,
          remedy,
          safe: ""
        };
      }
      function quoted(text) {
        const line = text.replaceAll(/\s+/g, " ").trim();
        return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line;
      }
      ;
      function neededUpTo(history) {
        const ageOf = (commit) => commit === void 0 ? -1 : history.findIndex((each) => each.startsWith(commit));
        return ({ commit }, after) => {
          const [age, last] = [ageOf(commit), ageOf(after)];
          return age === -1 || last === -1 ? void 0 : age >= last;
        };
      }
      async function contractFindings(files, serving, needsOldShape) {
        if (files.length === 0 || serving.length === 0)
          return [];
        const parse = await loadParser();
        return files.flatMap((file) => {
          const parsed = parse(file.sql, file.lineOffset);
          if (!parsed.ok)
            return [];
          const { contract } = readDirectives(parsed.comments, parsed.statements, parsed.source, RULE_IDS);
          if (contract === void 0)
            return [];
          return serving.flatMap((revision) => {
            const needs = needsOldShape(revision, contract.after);
            if (needs === false)
              return [];
            const fault = {
              at: contract.at,
              ...needs === true ? stillNeeded(revision) : unknown(revision, contract.after)
            };
            return [aboutFile(file, parsed.source, CONTRACT_TOO_EARLY, fault)];
          });
        });
      }
      const contract_inWords = ({ name, percent, commit }) => `${name} (${percent > 0 ? `${percent} % of the traffic` : "reached by a tag"}${commit === void 0 ? "" : `, commit ${commit.slice(0, 12)}`})`;
      const stillNeeded = (revision) => ({
        why: `The revision ${contract_inWords(revision)} needs what this file takes away, and still serves.`,
        remedy: "Roll out a revision that does not need it, to all of the traffic, and take tags from the old one; then run this."
      });
      function unknown(revision, after) {
        const why = `Nobody can say whether the revision ${contract_inWords(revision)} needs what this file takes away.`;
        if (after === void 0) {
          return { why, remedy: "Name the last commit that needs it: `-- sluice: phase: contract after COMMIT`." };
        }
        if (revision.commit === void 0) {
          return {
            why,
            remedy: "Deploy with the label `commit-sha`, so that a revision says what it was built from."
          };
        }
        return {
          why,
          remedy: `Make sure that ${after} and ${revision.commit.slice(0, 12)} are in the history that is checked out (\`fetch-depth: 0\`).`
        };
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
      ;
      const SEVERITIES = (
        /* unused pure expression or super */
        null
      );
      function writeFindings(summary, findings) {
        if (findings.length === 0) {
          summary.paragraph("The linter found nothing in the migrations.");
          return;
        }
        const sorted = SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
        summary.paragraph(`${countsInWords(findings)}.`);
        summary.table(["Severity", "Where", "Rule", "Locks", "Why", "Instead"], sorted.map(({ severity, file, line, rule, locks, rewrites, why, remedy }) => [
          severity,
          `${file}:${line}`,
          rule,
          locksInWords(locks, rewrites),
          why,
          remedy
        ]));
        for (const { file, line, rule, statement, safe } of sorted) {
          if (safe === "")
            continue;
          summary.details(`${file}:${line} ${rule}: the safe way`, (section) => {
            section.paragraph(`Instead of: ${statement}`).codeBlock(safe, "sql");
          });
        }
      }
      function countsInWords(findings) {
        return SEVERITIES.map((severity) => ({
          severity,
          count: findings.filter((each) => each.severity === severity).length
        })).filter(({ count }) => count > 0).map(({ count, severity }) => counted(count, severity)).join(", ");
      }
      function locksInWords(locks, rewrites) {
        return locks.toSorted((one, other) => LOCK_MODES.indexOf(other.mode) - LOCK_MODES.indexOf(one.mode)).map(({ relation, mode }) => `${mode} on ${written(relation)}${rewrites.includes(relation) ? " (written anew)" : ""}`).join(", ");
      }
      ;
      async function lintPlan(plan, facts = sizesOf(plan)) {
        const migrations = plan.standing.pending.filter((migration) => migration.sql !== void 0);
        const findings = await lintMigrations(
          migrations.map((migration) => fileOf(plan, migration)),
          // Every session that applies something is given a lock_timeout by this action.
          { tables: facts, serverVersion: plan.identity.serverVersion, lockTimeout: true }
        );
        const byPath = new Map(migrations.map((migration) => [pathOf(migration), migration]));
        return findings.map((finding) => planFinding(finding, byPath.get(finding.file)));
      }
      const sizesOf = ({ sizes }) => new Map(sizes.map(({ table, rows, bytes }) => [table, { rows, bytes }]));
      const pathOf = ({ file, id }) => file ?? id;
      const fileOf = ({ tool }, migration) => ({
        path: pathOf(migration),
        sql: migration.sql ?? "",
        transactional: migration.transactional,
        tool
      });
      function planFinding({ severity, rule, file, line, locks, rewrites, why, remedy, safe }, of) {
        return {
          severity,
          rule,
          migration: of?.id ?? file,
          file: of?.file,
          line: of?.file === void 0 ? void 0 : line,
          message: why,
          locks: locksInWords(locks, rewrites),
          remedy: safe === "" ? remedy : `${remedy} Instead:
${safe}`
        };
      }
      ;
      const LEVELS = {
        error: "error",
        warning: "warning",
        notice: "note"
      };
      function sarifOf(findings, page) {
        const rules = [...RULES, ...META_RULES];
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
              results: findings.map((finding) => resultOf(finding, rules.findIndex(({ id }) => id === finding.rule)))
            }
          ]
        };
      }
      function resultOf({ rule, severity, file, line, column, why, remedy, safe }, ruleIndex) {
        return {
          ruleId: rule,
          ruleIndex,
          level: LEVELS[severity],
          message: { text: [why, remedy, ...safe === "" ? [] : [`
${safe}`]].join(" ") },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(file) },
                region: { startLine: line, startColumn: column }
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
