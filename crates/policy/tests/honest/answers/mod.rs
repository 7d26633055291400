//! Answers as they are compiled: beside `spec` and `sync`, with the lints forbidden that the grader forbids.

pub use racecourse::threads as sync;

pub mod spec;

macro_rules! answers {
    ($($name:ident),* $(,)?) => {
        $(
            #[forbid(
                drop_bounds,
                function_casts_as_integer,
                long_running_const_eval,
                non_local_definitions,
                unsafe_code
            )]
            mod $name;
        )*

        /// Each answer's name, what is in its file, and how to make its scenario.
        pub const ANSWERS: &[(&str, &str, fn() -> usize)] = &[$((
            stringify!($name),
            include_str!(concat!(stringify!($name), ".rs")),
            || spec::scenario::<$name::Tally>().actor_names().len(),
        )),*];
    };
}

answers! {
    associated_items,
    atomic_operations,
    atomic_step,
    attributes_of_all_kinds,
    barriers_and_semaphores,
    calls_of_macros,
    channels,
    closures,
    collections,
    compare_and_exchange,
    condition_variables,
    constants,
    conversions,
    core_by_name,
    errors,
    files_and_pipes,
    formatting,
    from_either_library,
    functions_inside,
    generics,
    globs,
    guards_of_its_own,
    hashing,
    iterators,
    local_cells,
    loops_and_labels,
    memory,
    modules_by_name,
    modules_of_its_own,
    names_of_its_own,
    names_that_sync_has_too,
    nested_modules,
    newtypes,
    numbers,
    patterns,
    readers_and_writers,
    renamed_types,
    text,
    threads_of_its_own,
    traits_and_objects,
    unit_tests,
}
